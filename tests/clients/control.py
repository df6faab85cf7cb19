"""The control port of a fake-gmail, whose --control-port-file is `control` in a folder."""
import http.client, json


class Control:
    def __init__(self, folder):
        self.port = int((folder / "control").read_text())

    def ask(self, method, path, body=None, headers=None):
        link = http.client.HTTPConnection("localhost", self.port, timeout=20)
        link.request(method, path, body=body, headers=headers or {})
        answer = link.getresponse()
        text = answer.read()
        link.close()
        return answer.status, json.loads(text) if text.startswith(b"{") else text

    def get(self, path):
        return self.ask("GET", path)[1]

    def post(self, path, **body):
        return self.ask("POST", path, json.dumps(body))[1]
