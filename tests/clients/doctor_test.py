"""gmail-classifier's doctor against fake-gmail under faults of the catalogue: it has to name the right cause, with the
exit code that scripts go by, and to find nothing wrong where nothing is."""
import json, socket, subprocess, sys
from serve import USER, fake_gmail

# Row of the catalogue: the topic that is wrong, words of the sentence, exit code. "" is a calm server.
CAUSES = {
    "": (None, "", 0),
    "T1": ("tcp", "Connection refused", 69),
    "L5": ("tls", "no TLS version, cipher or name in common", 76),
    "L6": ("tls", "expired", 76),
    "L7": ("tls", "signed by itself", 76),
    "A1": ("login", "Invalid credentials", 77),
    "A2": ("login", "Too many simultaneous connections", 75),
    "A5": ("login", "log in via your web browser", 77),
    "A6": ("login", "Too many simultaneous connections", 75),
    "A7": ("login", "bandwidth limits", 75),
    "A9": ("login", "does not offer to log in with a password", 77),
    "P3": ("login", "bandwidth limits", 75),
}


def examined(doctor, server):
    ran = subprocess.run([doctor, "doctor", "--json", "--host", "127.0.0.1", "--port", str(server.port),
                          "--ca-file", server.ca, "--user", USER, "--password-file", server.folder / "password",
                          "--state-dir", server.folder / "state"], capture_output=True, text=True, timeout=120)
    findings = json.loads(ran.stdout)["findings"]
    return ran.returncode, [finding for finding in findings if finding["grade"] == "error"]


def wait_until_it_refuses(server):
    """The first connection makes T1's server listen no more. What is in the queue at that moment is reset and not
    refused, so that doctor comes after."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=10).close()
        except ConnectionRefusedError:
            return
        except ConnectionResetError:
            pass  # It was in the queue.


def complaint(row, code, errors):
    topic, words, expected = CAUSES[row]
    if code != expected:
        return f"exit code {code}, not {expected}"
    if topic is None:
        return f"found wrong: {errors}" if errors else None
    first = errors[0] if errors else {"topic": None, "sentence": "", "fix": ""}
    if first["topic"] != topic or words not in first["sentence"]:
        return f"names {first['topic']}: {first['sentence']}"
    return None if first["fix"] else "says no way to mend it"


program, doctor = sys.argv[1:]
failed = False
for row in CAUSES:
    with fake_gmail(program, *(["--scenario", row] if row else [])) as server:
        if row == "T1":
            wait_until_it_refuses(server)
        wrong = complaint(row, *examined(doctor, server))
    print(f"{row or 'calm'}: {wrong or 'passed'}", flush=True)
    failed = failed or wrong is not None
raise SystemExit(1 if failed else 0)
