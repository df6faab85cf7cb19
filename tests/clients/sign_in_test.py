"""gmail-classifier signs in to fake-gmail with OAuth as a user does, then works with the sign-in: two programs as users
get them, and a browser that is Python's."""
import os, re, signal, ssl, subprocess, sys, urllib.error, urllib.request
from urllib.parse import urlsplit
from google import Google
from serve import USER, fake_gmail


def expect(condition, what):
    if not condition:
        raise SystemExit(f"sign-in: {what}")


class Client:
    def __init__(self, program, server):
        google = Google(server)
        self.base = "https://localhost:%d" % google.port
        self.program, self.server, self.context = program, server, google.context
        self.settings = ["--auth", "oauth", "--oauth-client-file", server.folder / "client.json",
                         "--oauth-authorization-url", self.base + "/o/oauth2/v2/auth",
                         "--oauth-token-url", self.base + "/token", "--oauth-revocation-url", self.base + "/revoke",
                         "--host", "127.0.0.1", "--port", str(server.port), "--ca-file", server.ca, "--user", USER,
                         "--password-file", server.folder / "sign-in", "--state-dir", server.folder / "state"]

    def run(self, *verb):
        return subprocess.run([self.program, *verb, *self.settings, "--no-input"], capture_output=True, text=True,
                              timeout=120)

    def sign_in(self):
        """Opens the page that the program names; the redirect goes to the port that it listens on."""
        process = subprocess.Popen([self.program, "auth", "login", *self.settings, "--no-browser", "--no-input"],
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        seen = []
        for line in process.stdout:
            seen.append(line)
            page = re.search(r"https://localhost\S+", line)
            if page:
                opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=self.context))
                try:
                    opener.open(page.group(), timeout=60).read()
                except urllib.error.HTTPError:  # What the page sent the browser back with is not for this client.
                    process.send_signal(signal.SIGINT)
                break
        seen.append(process.stdout.read())
        return process.wait(timeout=60), "".join(seen)


def works(program, classifier):
    with fake_gmail(program, oauth=True) as server:
        client = Client(classifier, server)
        code, text = client.sign_in()
        expect(code == 0, f"auth login ended with {code}: {text}")
        kept = server.folder / "sign-in"
        expect(os.stat(kept).st_mode & 0o077 == 0, "the sign-in is for others to read")
        synced = client.run("sync")
        expect(synced.returncode == 0, f"sync ended with {synced.returncode}: {synced.stderr}")
        secret = Google(server).client["client_secret"]
        expect(secret not in text + synced.stdout + synced.stderr, "the client's secret was said")
        ended = client.run("auth", "logout")
        expect(ended.returncode == 0, f"auth logout ended with {ended.returncode}: {ended.stderr}")


def afterwards(program, classifier, scenario, expected, words):
    """The sign-in is good, and then the endpoint goes wrong."""
    with fake_gmail(program, "--scenario", scenario, oauth=True) as server:
        client = Client(classifier, server)
        code, text = client.sign_in()
        expect(code == 0, f"auth login ended with {code}: {text}")
        synced = client.run("sync")
        expect(synced.returncode == expected and words in synced.stderr,
               f"under {scenario} sync ended with {synced.returncode}: {synced.stderr}")


if __name__ == "__main__":
    program, classifier = sys.argv[1:]
    works(program, classifier)
    # A request without an answer is sent once more; then early hints come first.
    for case in [("O1", 77, "invalid_grant"), ("O2", 77, "invalid_client"), ("O10", 0, "")]:
        afterwards(program, classifier, *case)
    print("passed")
