"""The OAuth endpoint of a fake-gmail as Python's http.client sees it: none of our code."""
import base64, hashlib, http.client, imaplib, json, ssl
from urllib.parse import parse_qs, urlencode, urlsplit
from serve import USER

REDIRECT = "http://127.0.0.1:9/back"  # Nobody listens there; the test reads the address and does not go.
VERIFIER = "v" * 64
SCOPE = "https://mail.google.com/"


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def json(self):
        return json.loads(self.body.decode("utf-8-sig"))


class Google:
    def __init__(self, server):
        self.server = server
        self.client = json.loads((server.folder / "client.json").read_text())["installed"]
        self.port = urlsplit(self.client["token_uri"]).port
        self.context = ssl.create_default_context(cafile=server.ca)

    def connection(self):
        return http.client.HTTPSConnection("localhost", self.port, context=self.context, timeout=20)

    def ask(self, method, path, fields=None, connection=None):
        """One request, on a connection of its own unless one is given."""
        wire = connection or self.connection()
        try:
            wire.request(method, path, urlencode(fields) if fields else None,
                         {"Content-Type": "application/x-www-form-urlencoded"} if fields else {})
            return Answer(wire.getresponse())
        finally:
            if connection is None:
                wire.close()

    def consent_path(self, **more):
        challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
        return "/o/oauth2/v2/auth?" + urlencode({
            "client_id": self.client["client_id"], "redirect_uri": REDIRECT, "response_type": "code", "scope": SCOPE,
            "state": "abc", "code_challenge": challenge, "code_challenge_method": "S256", **more})

    def redirected(self, **more):
        """What the browser is sent back with."""
        answer = self.ask("GET", self.consent_path(**more))
        return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}

    def token_request(self, connection=None, **fields):
        return self.ask("POST", "/token", {"client_id": self.client["client_id"],
                                           "client_secret": self.client["client_secret"], **fields}, connection)

    def trade(self, code, verifier=VERIFIER):
        return self.token_request(grant_type="authorization_code", code=code, code_verifier=verifier,
                                  redirect_uri=REDIRECT)

    def sign_in(self):
        return self.trade(self.redirected()["code"]).json

    def refresh(self, refresh_token, connection=None):
        return self.token_request(connection, grant_type="refresh_token", refresh_token=refresh_token)

    def lets_in(self, access_token):
        """Whether IMAP takes the token."""
        return self.in_session(access_token, lambda imap: True)

    def selects(self, access_token):
        return self.in_session(access_token, lambda imap: imap.select()[0] == "OK")

    def in_session(self, access_token, work):
        imap = imaplib.IMAP4_SSL("127.0.0.1", self.server.port, ssl_context=self.context)
        try:
            imap.authenticate("XOAUTH2", lambda challenge: b"" if challenge else
                              f"user={USER}\x01auth=Bearer {access_token}\x01\x01".encode())
            return work(imap)
        except imaplib.IMAP4.error:
            return False
        finally:
            imap.shutdown()


def said(answer):
    return answer.status, answer.json.get("error"), answer.json.get("error_description")
