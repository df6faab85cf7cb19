"""What day_test.py lets fake-gmail run: signs in at its OAuth endpoint with Python, hands the sign-in to gmail-classifier,
and lets that watch for a day. Its clock is faketime's."""
import json, os, pathlib, subprocess, sys, types
from google import Google
from serve import USER

classifier, place, length = sys.argv[1:]
folder = pathlib.Path(place)
server = types.SimpleNamespace(ca=os.environ["FAKE_GMAIL_CA"], folder=folder, port=int(os.environ["FAKE_GMAIL_PORT"]))
google = Google(server)
sign_in = folder / "sign-in"
sign_in.touch(mode=0o600)
sign_in.write_text(json.dumps({"client_id": google.client["client_id"], "client_secret": google.client["client_secret"],
                               "refresh_token": google.sign_in()["refresh_token"]}))
raise SystemExit(subprocess.run(
    [classifier, "watch", "--for", length, "--auth", "oauth", "--oauth-client-file", folder / "client.json",
     "--oauth-token-url", f"https://localhost:{google.port}/token", "--host", "127.0.0.1", "--port", str(server.port),
     "--ca-file", server.ca, "--user", USER, "--password-file", sign_in, "--state-dir", folder / "state", "--no-input"]
).returncode)
