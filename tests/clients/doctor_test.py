"""gmail-classifier's doctor against fake-gmail under faults of the catalogue: it has to name the right cause, with the
exit code that scripts go by, and to find nothing wrong where nothing is."""
import json, pathlib, socket, subprocess, sys, tempfile
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
    "P8": ("login", "not enabled for IMAP use", 77),
    "A8": ("login", "Temporary System Problem", 75),
    "A12": ("login", "connection was lost", 75),
    "A13": ("login", "broke the protocol", 76),
    "L9": ("tls", "chain of certificates is too large", 76),
    "C2": ("clock", "Could not parse command", 1),
    "C3": ("clock", "Session expired", 75),
    "M4": ("clock", "absurdly long", 76),
}

# The same for rows that strike one connection, played on every one: the doctor makes several.
ON_EVERY_CONNECTION = {
    "T3": ("tls", "stream truncated", 75, 'phase = "accept"', '{ close = "fin" }'),
    "T20": ("tls", "not in TLS", 76, 'phase = "accept"', '{ raw = "HTTP/1.1 400 Bad Request\\r\\n\\r\\n" }, { close = "fin" }'),
    "L3": ("tls", "no TLS version, cipher or name in common", 76, 'phase = "accept"', '{ tls = { alert = 40 } }'),
    "L4": ("tls", "not in TLS", 76, 'phase = "accept"', '{ raw = "* OK IMAP4rev1 ready\\r\\n" }, { close = "fin" }'),
    "G2": ("login", "Try again later", 75, 'phase = "greeting"', '{ bye = "[UNAVAILABLE] Try again later." }'),
    "G3": ("login", "logged in already", 76, 'phase = "greeting"', '{ raw = "* PREAUTH ready\\r\\n" }, { close = "fin" }'),
    "G4": ("login", "broke the protocol", 76, 'phase = "greeting"', '{ untagged = "NO not today" }, { close = "fin" }'),
    "G5": ("login", "broke the protocol", 76, 'phase = "greeting"', '{ raw_zeros = 1000000 }'),
    "G8": ("login", "connection was lost", 75, 'line = 2', '{ close = "fin" }'),
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


def complaint(topic, words, expected, code, errors):
    if code != expected:
        return f"exit code {code}, not {expected}"
    if topic is None:
        return f"found wrong: {errors}" if errors else None
    first = errors[0] if errors else {"topic": None, "sentence": "", "fix": ""}
    if first["topic"] != topic or words not in first["sentence"]:
        return f"names {first['topic']}: {first['sentence']}"
    return None if first["fix"] else "says no way to mend it"


def play(row, scenario, cause):
    """The doctor ends at the first error, and with it what a scenario has behind that."""
    with fake_gmail(program, *(["--scenario", scenario] if scenario else []), strict=cause[0] is None) as server:
        if row == "T1":
            wait_until_it_refuses(server)
        wrong = complaint(*cause, *examined(doctor, server))
    print(f"{row or 'calm'}: {wrong or 'passed'}", flush=True)
    return wrong is None


program, doctor = sys.argv[1:]
passed = [play(row, row, cause) for row, cause in CAUSES.items()]
with tempfile.TemporaryDirectory() as folder:
    for row, (*cause, on, do) in ON_EVERY_CONNECTION.items():
        scenario = pathlib.Path(folder) / f"{row}.toml"
        scenario.write_text(f'[[rule]]\non = {{ {on} }}\ndo = [{do}]\ntimes = "any"\n')
        passed.append(play(row + " on every connection", scenario, cause))
raise SystemExit(0 if all(passed) else 1)
