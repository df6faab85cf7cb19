"""No secret in anything that our client or fake-gmail says or writes while the OAuth endpoint and the login go wrong:
tokens, the client's secret and codes, as they are, in a URL, and in base64 at each offset, which is how they stand in
XOAUTH2's string. Searched are stdout and stderr of each verb with traces, the server's log, decisions and recording,
and the client's state; only the file that is to hold the secrets is left out."""
import base64, concurrent.futures, json, pathlib, subprocess, sys, tempfile, urllib.parse
from google import Google
from serve import USER, fake_gmail
from sign_in_test import Client

ROWS = ["calm", "A1", "A2", "A3", "A8", "A9", "A12", "A13", "C3", "P8",
        "O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8", "O9", "O10", "O11", "O12"]
# In these no token is got, or none may be sent.
WITHOUT_LOGIN = ["A9", "O1", "O2", "O3", "O5", "O6", "O9", "O12"]
VERBS = [["auth", "status"], ["doctor"], ["sync"], ["plan"], ["apply"], ["undo", "--yes"], ["status"], ["log"], ["auth", "logout"]]
# How all of its kind begin at Google and at fake-gmail.
KINDS = {"an access token": "ya29.", "a refresh token": "1//0", "the client's secret": "GOCSPX-", "a code": "4/0A"}
LONGEST = 100  # Seconds for one verb: some rows ask to wait.


def forms(secret):
    """What it looks like: six characters of base64 at the least, or it would be found everywhere."""
    raw = secret.encode()
    yield raw
    yield urllib.parse.quote(secret, safe="").encode()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for before in range(3):
            whole = encode(b"\0" * before + raw)
            first, last = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
            if last - first >= 6:
                yield whole[first:last]


def wanted(server):
    """What may be found nowhere, by name."""
    secrets = {name: set(forms(start)) for name, start in KINDS.items()}
    secrets["an access token in SASL"] = set(forms("auth=Bearer ya29."))
    secrets["this client's secret"] = set(forms(Google(server).client["client_secret"]))
    kept = server.folder / "sign-in"
    if kept.exists():
        import json
        secrets["this refresh token"] = set(forms(json.loads(kept.read_text())["refresh_token"]))
    return secrets


def keep_a_sign_in(server):
    """By hand, where `auth login` could not: the login went wrong, not the endpoint."""
    kept, google = server.folder / "sign-in", Google(server)
    if kept.exists():
        return
    try:
        refresh = google.trade(google.redirected()["code"]).json["refresh_token"]
    except (KeyError, ValueError, OSError):
        return  # It was the endpoint.
    kept.touch(mode=0o600)
    kept.write_text(json.dumps({"client_id": google.client["client_id"], "client_secret": google.client["client_secret"],
                                "refresh_token": refresh}))


def files_below(folder):
    return [path for path in pathlib.Path(folder).rglob("*") if path.is_file()]


def played(program, classifier, row):
    """All that was said and written, by where, and what may not be in it."""
    said = {}
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        calm = row == "calm"
        written = {name: folder / name for name in (["log", "record"] if calm else ["log", "record", "decisions"])}
        options = [word for name, file in written.items() for word in ("--" + name, file)]
        scenario = [] if calm else ["--scenario", row]
        with fake_gmail(program, *scenario, *options, oauth=True, strict=False, quiet=True) as server:
            client = Client(classifier, server)
            said["auth login"] = client.sign_in()[1].encode()
            keep_a_sign_in(server)
            secrets = wanted(server)
            for verb in VERBS:
                for more in (["--verbose"], ["--json", "--verbose"]) if verb[0] in ("sync", "doctor") else (["--verbose"],):
                    ran = subprocess.run([classifier, *verb, *more, *client.settings, "--no-input"], capture_output=True,
                                         timeout=LONGEST)
                    said[" ".join(verb + more)] = ran.stdout + ran.stderr
            for file in files_below(server.folder / "state"):
                said["state: " + file.name] = file.read_bytes()
        for name, file in written.items():
            said["fake-gmail --" + name] = file.read_bytes()
    return said, secrets


def complaints(program, classifier, row):
    said, secrets = played(program, classifier, row)
    traces = said["sync --verbose"] + said["doctor --verbose"]
    found = [] if b"AUTHENTICATE XOAUTH2" in traces or row in WITHOUT_LOGIN else [f"{row}: no traces to search"]
    for where, text in said.items():
        for name, shapes in secrets.items():
            for shape in shapes:
                if shape in text:
                    at = text.index(shape)
                    found.append(f"{row}: {where} shows {name}: {text[max(0, at - 60):at + 20]!r}")
    return found


if __name__ == "__main__":
    program, classifier = sys.argv[1:3]
    rows = sys.argv[3:] or ROWS
    # Each search has to be able to find what it looks for.
    token = "ya29.some-token"
    xoauth2 = base64.b64encode(f"user={USER}\1auth=Bearer {token}\1\1".encode())
    if not any(shape in xoauth2 for shape in forms(token)) or not any(shape in xoauth2 for shape in forms("auth=Bearer ya29.")):
        raise SystemExit("secrets: a token in XOAUTH2's string would not be found")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:  # They mostly wait.
        found = [line for lines in pool.map(lambda row: complaints(program, classifier, row), rows) for line in lines]
    print("\n".join(found) or f"{len(rows)} rows: passed")
    raise SystemExit(1 if found else 0)
