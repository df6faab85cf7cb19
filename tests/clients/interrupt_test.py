"""SIGINT, SIGTERM and SIGHUP end gmail-classifier within a second, whatever it waits for and however silent the other side is:
two programs as users get them. A case that a busy machine made slow is played again; none may take as long as a
deadline of the program's own."""
import json, pathlib, signal, subprocess, sys, tempfile, time
from control import Control
from google import Google
from serve import USER, fake_gmail

LIMIT, TRIES = 1.0, 3
PATIENCE = 60  # Seconds until it waits: a busy machine is not what is tested.


def rule(on, do):
    return f'[[rule]]\nname = "it"\non = {{ {on} }}\ndo = [{do}]\ntimes = "any"\nrequired = false\n'


STALL = '{ stall = "10m" }'
DEAF = rule('cmd = "LOGOUT"', STALL).replace('"it"', '"deaf"')
GOODBYE, NEXT_TRY = "the end of a good-bye", "the next try"

# What it waits for: the scenario, the verb. It waits as soon as the rule "it" has fired. The server is deaf to LOGOUT too.
WAITS = {
    "the TLS handshake": (rule('phase = "handshake"', STALL), ["sync"]),
    "the greeting": (rule('phase = "greeting"', STALL), ["sync"]),
    "the login": (rule('cmd = "AUTHENTICATE"', STALL), ["sync"]),
    "a FETCH": (rule('cmd = "UID FETCH"', STALL), ["sync"]),
    "the middle of a FETCH": (rule('cmd = "UID FETCH", literal_byte = 10', STALL), ["sync"]),
    "news in IDLE": (rule('cmd = "IDLE"', STALL), ["watch"]),
    GOODBYE: (rule('cmd = "LOGOUT"', STALL), ["sync"]),
    NEXT_TRY: (rule('cmd = "AUTHENTICATE"', '{ reply = "NO [ALERT] Too many simultaneous connections. (Failure)" }'),
                     ["watch"]),
    "doctor's login": (rule('cmd = "AUTHENTICATE"', STALL), ["doctor"]),
}


def settings(server, secret):
    return ["--host", "127.0.0.1", "--port", str(server.port), "--ca-file", server.ca, "--user", USER, *secret,
            "--state-dir", server.folder / "state", "--no-input"]


def wait_until(condition, process):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"it never waited (exit code {process.poll()}): {process.communicate()[1]}")
        time.sleep(0.02)


def end(process, number):
    """How long it took, and with what it ended. The rule has fired: a moment later it waits."""
    time.sleep(0.1)
    begun = time.monotonic()
    process.send_signal(number)
    process.communicate(timeout=PATIENCE)
    return time.monotonic() - begun, process.returncode


def started(command):
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def at_the_server(program, classifier, name, number):
    scenario, verb = WAITS[name]
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        (folder / "it.toml").write_text(scenario + ("" if name in (GOODBYE, NEXT_TRY) else DEAF))
        options = ["--scenario", folder / "it.toml", "--control-port-file", folder / "control"]
        with fake_gmail(program, *options, strict=False) as server:
            secret = ["--password-file", server.folder / "password"]
            process = started([classifier, *verb, *settings(server, secret)])
            control = Control(folder)
            wait_until(lambda: control.get("/status")["rules"][0]["fired"] > 0, process)
            return end(process, number)


def at_the_token_endpoint(program, classifier, number):
    """The sign-in is written by hand, as `auth login` keeps it."""
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        (folder / "it.toml").write_text(rule('phase = "http", cmd = "POST /token", args = "grant_type=refresh_token"', STALL))
        options = ["--scenario", folder / "it.toml", "--control-port-file", folder / "control"]
        with fake_gmail(program, *options, strict=False, oauth=True) as server:
            google = Google(server)
            refresh = google.trade(google.redirected()["code"]).json["refresh_token"]
            kept = folder / "sign-in"
            kept.touch(mode=0o600)
            kept.write_text(json.dumps({"client_id": google.client["client_id"],
                                        "client_secret": google.client["client_secret"], "refresh_token": refresh}))
            base = f"https://localhost:{google.port}"
            oauth = ["--auth", "oauth", "--password-file", kept, "--oauth-token-url", base + "/token"]
            process = started([classifier, "sync", *settings(server, oauth)])
            control = Control(folder)
            wait_until(lambda: control.get("/status")["rules"][0]["fired"] > 0, process)
            return end(process, number)


def at_the_password_command(program, classifier, number):
    with fake_gmail(program) as server:
        began = server.folder / "began"
        secret = ["--password-command", f"touch '{began}'; exec sleep 600"]
        process = started([classifier, "sync", *settings(server, secret)])
        wait_until(began.exists, process)
        return end(process, number)


def judged(name, play):
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)):
        took = []
        while not took or (took[-1] > LIMIT and len(took) < TRIES):
            seconds, ended = play(number)
            took.append(seconds)
            if ended != (0 if GOODBYE in name else code):  # Then the work is done.
                return f"{number.name} ends it with {ended}, not {code}"
        if took[-1] > LIMIT:
            return f"{number.name} took {', '.join(f'{each:.2f}' for each in took)} s"
        print(f"{name}: {number.name} took {took[-1]:.2f} s", flush=True)
    return None


if __name__ == "__main__":
    program, classifier = sys.argv[1:3]
    cases = {f"waiting for {name}": lambda number, name=name: at_the_server(program, classifier, name, number)
             for name in WAITS}
    cases["waiting for the token endpoint"] = lambda number: at_the_token_endpoint(program, classifier, number)
    cases["waiting for the password command"] = lambda number: at_the_password_command(program, classifier, number)
    wrong = {name: complaint for name, play in cases.items() if (complaint := judged(name, play))}
    for name, complaint in wrong.items():
        print(f"{name}: {complaint}", flush=True)
    raise SystemExit(1 if wrong else 0)
