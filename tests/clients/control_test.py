"""The control port, steered with Python's http.client while imaplib and a bare socket are connected."""
import imaplib, json, pathlib, socket, ssl, stat, subprocess, sys, tempfile

from control import Control
from google import Google
from serve import PASSWORD, USER, fake_gmail

SCENARIO = """
[[rule]]
name = "refuse"
on = { cmd = "UID FETCH", nth = 1000 }
do = [{ reply = "NO [UNAVAILABLE] Not now" }]
required = false
[[rule]]
name = "arrive"
on = { at = "9h" }
do = [{ mailbox = { deliver = 2 } }]
times = 2
required = false
[[rule]]
name = "maintenance"
on = { at = "20h" }
do = [{ close_all = "notify" }]
required = false
"""


def log_in(server):
    imap = imaplib.IMAP4_SSL("localhost", server.port, ssl_context=ssl.create_default_context(cafile=server.ca), timeout=20)
    imap.login(USER, PASSWORD)
    return imap, int(imap.select()[1][0])


def ended(imap):
    try:
        imap.noop()
    except (imaplib.IMAP4.abort, OSError):
        return True
    return False


def check(server):
    control = Control(server.folder)
    assert stat.S_IMODE((server.folder / "control").stat().st_mode) == 0o600
    assert [rule["name"] for rule in control.get("/status")["rules"]] == ["refuse", "arrive", "maintenance"]

    # A rule that answers a command waits for it, whatever its trigger counts; then all is as before.
    imap, messages = log_in(server)
    assert control.post("/fire", rule="refuse") == {"rule": "refuse", "fires": "next command"}
    assert imap.uid("FETCH", "1", "(FLAGS)")[0] == "NO"
    assert imap.uid("FETCH", "1", "(FLAGS)")[0] == "OK"
    # One that changes the mailbox does so at once.
    assert control.post("/fire", rule="arrive")["fires"] == "now"
    assert int(imap.select()[1][0]) == messages + 2

    # Time: what is due on the way happens, each once and in order.
    went = control.post("/advance", by="10h")
    assert went["advanced_ms"] == 36_000_000 and went["time_ms"] >= 36_000_000, went
    assert int(imap.select()[1][0]) == messages + 4
    assert control.get("/status")["open_connections"] == 1
    control.post("/advance", by="10h")
    assert ended(imap)

    journal = control.get("/journal")
    assert any(line.split(" ", 1)[1] == "C 1 UID FETCH 1 (FLAGS)" for line in journal["lines"]), journal
    assert any("F 0 maintenance" in line for line in journal["lines"])
    assert not any(PASSWORD in line for line in journal["lines"])
    rest = control.get(f"/journal?from={journal['next'] - 1}")
    assert rest["lines"] == journal["lines"][-1:] and rest["next"] == journal["next"]

    # Back to the start: connections end, the mail that came is gone, rules count from nothing.
    imap, _ = log_in(server)
    imap.uid("STORE", "1", "+X-GM-LABELS", "(Travel)")
    assert control.ask("POST", "/reset")[0] == 200
    assert ended(imap)
    imap, again = log_in(server)
    assert again == messages
    assert b"Travel" not in imap.uid("FETCH", "1", "(X-GM-LABELS)")[1][0]
    status = control.get("/status")
    assert all(rule["fired"] == 0 for rule in status["rules"]) and status["time_ms"] < 3_600_000, status
    assert control.get("/journal")["lines"][0].split(" ")[1:3] == ["A", "1"]
    control.post("/advance", by="9h")
    assert int(imap.select()[1][0]) == messages + 2
    imap.logout()

    # Errors say what, and what to do.
    refused = [
        ("GET", "/statsu", None, {}, 404, "Did you mean /status?"),
        ("GET", "/fire", None, {}, 405, "POST"),
        ("POST", "/fire", '{"rule": "refsue"}', {}, 404, 'Did you mean \\"refuse\\"?'),
        ("POST", "/fire", '{"rul": "refuse"}', {}, 400, 'Did you mean \\"rule\\"?'),
        ("POST", "/fire", "rule=refuse", {}, 400, "no JSON"),
        ("POST", "/fire", "[" * 1000, {}, 400, "no JSON"),
        ("POST", "/advance", '{"by": "soon"}', {}, 400, "1h30m"),
        ("POST", "/advance", '{"by": "9000h"}', {}, 400, "366 days"),
        ("GET", "/journal?since=3", None, {}, 400, "from=120"),
        ("POST", "/fire", "x" * 100_000, {}, 413, ""),
        ("POST", "/reset", "", {"Origin": "https://evil.example"}, 403, "browser"),
        ("GET", "/status", None, {"Host": "evil.example"}, 403, "localhost"),
    ]
    for method, path, body, headers, wanted, words in refused:
        status, said = control.ask(method, path, body, headers)
        assert status == wanted and words in (json.dumps(said) if isinstance(said, dict) else said.decode()), (method, path, status, said)

    # A client that says nothing, or half a request, holds nobody up.
    with socket.create_connection(("localhost", control.port)) as silent:
        silent.sendall(b"POST /reset HTTP/1.1\r\nHost: loc")
        assert control.get("/status")["profile"] == "gmail"


def stands(program, folder):
    """A virtual clock moves by the control port alone; without one it is refused."""
    scenario = folder / "virtual.toml"
    scenario.write_text('clock = "virtual"\nlimits = { session = "24h" }\n')
    refused = subprocess.run([program, "--user", USER, "--password-file", scenario, "--scenario", scenario], capture_output=True, text=True)
    assert refused.returncode == 65 and "--control-port-file" in refused.stderr, refused
    with tempfile.TemporaryDirectory() as place:
        options = ["--scenario", scenario, "--control-port-file", pathlib.Path(place) / "control"]
        with fake_gmail(program, *options) as server:
            server.folder = pathlib.Path(place)
            control = Control(server.folder)
            assert control.get("/status")["time_ms"] == 0 and control.get("/status")["clock"] == "virtual"
            imap, _ = log_in(server)
            control.post("/advance", by="23h")
            assert imap.noop()[0] == "OK"
            control.post("/advance", by="2h")
            assert ended(imap)
            assert control.get("/status")["time_ms"] == 25 * 3_600_000


def refusal(server, name=USER, password=PASSWORD):
    """What the server says to a login that it refuses; None when it does not."""
    imap = imaplib.IMAP4_SSL("localhost", server.port, ssl_context=ssl.create_default_context(cafile=server.ca), timeout=20)
    try:
        imap.login(name, password)
        return None
    except imaplib.IMAP4.error as error:
        return str(error)
    finally:
        imap.shutdown()


def budget(program, folder):
    """A day's budget is spent in a moment; it comes back when the day has rolled on, and not before. A session ends with
    its token."""
    scenario = folder / "budget.toml"
    scenario.write_text('clock = "virtual"\nlimits = { download = 100_000, token_life = "1h" }\n')
    token = folder / "token"
    token.touch(mode=0o600)
    token.write_text("good\n")
    with tempfile.TemporaryDirectory() as place:
        options = ["--scenario", scenario, "--control-port-file", pathlib.Path(place) / "control", "--token-file", token]
        with fake_gmail(program, *options) as server:
            server.folder = pathlib.Path(place)
            control = Control(server.folder)
            modern = imaplib.IMAP4_SSL("localhost", server.port, timeout=20,
                                       ssl_context=ssl.create_default_context(cafile=server.ca))
            modern.authenticate("XOAUTH2", lambda _: f"user={USER}\x01auth=Bearer good\x01\x01".encode())
            imap, _ = log_in(server)
            control.post("/advance", by="59m")
            assert modern.noop()[0] == "OK"
            control.post("/advance", by="1m")
            assert ended(modern) and imap.noop()[0] == "OK"

            over = "Account exceeded command or bandwidth limits."
            try:
                while True:
                    assert imap.uid("FETCH", "1:*", "(BODY.PEEK[])")[0] == "OK"
            except imaplib.IMAP4.abort as end:
                assert f"[OVERQUOTA] {over}" in str(end), end
            assert f"[ALERT] {over}" in refusal(server), refusal(server)
            control.post("/advance", by="22h")  # The logins are from an hour before.
            assert f"[ALERT] {over}" in (refusal(server) or ""), "let in before the day was over"
            control.post("/advance", by="1h")
            assert refusal(server) is None, refusal(server)


REFUSED_TOKEN = """
[[rule]]
name = "gone"
on = { phase = "http", cmd = "POST /token", nth = 1000 }
do = [{ http = { error = "invalid_grant" } }]
required = false
"""


def token_endpoint(program, folder):
    """A rule fired by hand waits for the next request; a reset forgets every sign-in."""
    scenario = folder / "gone.toml"
    scenario.write_text(REFUSED_TOKEN)
    with tempfile.TemporaryDirectory() as place:
        control_file = pathlib.Path(place) / "control"
        with fake_gmail(program, "--scenario", scenario, "--control-port-file", control_file, oauth=True) as server:
            google = Google(server)
            server.folder = pathlib.Path(place)
            control = Control(server.folder)
            tokens = google.trade(google.redirected()["code"]).json
            assert control.post("/fire", rule="gone") == {"rule": "gone", "fires": "next request"}
            assert google.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
            assert google.lets_in(google.refresh(tokens["refresh_token"]).json["access_token"])
            control.post("/reset")
            assert google.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
            assert not google.lets_in(tokens["access_token"])


def presets(program):
    """The rules of a preset are listed and fired by the login name that chose it."""
    name = "me+c4@mail.example"
    with tempfile.TemporaryDirectory() as place:
        with fake_gmail(program, "--control-port-file", pathlib.Path(place) / "control") as server:
            server.folder = pathlib.Path(place)
            control = Control(server.folder)
            assert control.get("/status")["rules"] == []
            imap = imaplib.IMAP4_SSL("localhost", server.port, ssl_context=ssl.create_default_context(cafile=server.ca), timeout=20)
            imap.login(name, PASSWORD)
            rules = [rule["name"] for rule in control.get("/status")["rules"]]
            assert rules == [f"{name}: rule 1"], rules
            calm, _ = log_in(server)
            assert control.post("/fire", rule=rules[0])["fires"] == "now"
            assert ended(imap) and calm.noop()[0] == "OK"
            assert control.get("/status")["rules"][0]["fired"] == 1


(program,) = sys.argv[1:]
with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)
    (folder / "steered.toml").write_text(SCENARIO)
    log = folder / "log"
    log.touch(mode=0o644)
    written = [folder / "log", folder / "decisions", folder / "recording", folder / "report.html"]
    with fake_gmail(program, "--scenario", folder / "steered.toml", "--control-port-file", folder / "control", "--log", log,
                    "--decisions", written[1], "--record", written[2], "--report", written[3], strict=False) as server:
        server.folder = folder
        check(server)
    for file in written:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, f"{file.name} can be read by others"
    stands(program, folder)
    budget(program, folder)
    token_endpoint(program, folder)
presets(program)
print("passed")
