"""fake-gmail --run plays a scenario that sweeps once for each case, and --shrink takes out the rules that a failure does not
need. The client is Python's imaplib, careful or not."""
import pathlib, subprocess, sys, tempfile
from report_client import PASSWORD, USER, python

TOLD = 1500  # Bytes of each stream, when something fails.

READS = """
for turn in range(2):
    try:
        imap = log_in()
        imap.uid("FETCH", "1:2", "(FLAGS)")
        imap.logout()
        break
    except (imaplib.IMAP4.abort, OSError):
        pass
"""
STORES_OLD = """
import re
uids = None
for turn in range(3):
    try:
        imap = log_in()
        if uids is None or {careful}:
            uids = imap.uid("SEARCH", None, "ALL")[1][0].split()
        imap.uid("FETCH", "1:2", "(FLAGS)")
        imap.uid("STORE", uids[-1].decode(), "+X-GM-LABELS", "(Travel)")
        imap.logout()
        break
    except (imaplib.IMAP4.abort, OSError):
        pass
"""
HASTY = """
for turn in range(2):
    try:
        imap = log_in()
        imap.noop()
        imap.uid("COPY", "1", "Travel")
        break
    except (imaplib.IMAP4.abort, OSError):
        pass
"""

CUT = """
[[rule]]
name = "cut"
on = { cmd = "UID FETCH", out_byte = %s }
do = [{ close = "rst" }]
[[expect]]
logins = { max = 2 }
"""
REBUILT = """
[[rule]]
name = "rebuild"
on = { cmd = "UID FETCH", out_byte = { from = 0, to = 40, step = 8 } }
do = [{ mailbox = { name = "INBOX", expunge = "oldest 2", uidvalidity = "+1" } }, { bye = "Session expired, please login again." }]
[[expect]]
commands = { never = ["UID STORE with a UID of the old UIDVALIDITY"] }
"""
LOST = """
[[rule]]
name = "slow"
on = { cmd = "NOOP" }
do = [{ delay = "10ms" }]
[[rule]]
name = "lost"
on = { cmd = "UID COPY" }
do = [{ apply_then = "nothing" }, { close = "fin" }]
[[rule]]
name = "warning"
on = { cmd = "SELECT" }
do = [{ untagged = "OK [ALERT] Be warned" }, { apply_then = "answer" }]
"""


class Tried:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        (folder / "password").touch(mode=0o600)
        (folder / "password").write_text(PASSWORD + "\n")

    def __call__(self, scenario, client, *options):
        file = self.folder / "scenario.toml"
        file.write_text(scenario)
        return subprocess.run(
            [self.program, "--user", USER, "--password-file", self.folder / "password", "--seed", "3", "--count", "8", "--plain",
             "--scenario", file, "--run", client, *options], capture_output=True, text=True, timeout=100)


def expect(condition, ran):
    if not condition:
        raise AssertionError(f"exit code {ran.returncode}\n{ran.stdout[-TOLD:]}{ran.stderr[-TOLD:]}")


def every_edge(tried):
    """each place of a sweep is a run of its own, and a client that comes back passes them all"""
    ran = tried(CUT % '"edges"', python(READS, plain=True))
    cases = ran.stdout.splitlines()
    expect(ran.returncode == 0 and len(cases) > 20 and all(": pass" in case for case in cases), ran)
    expect(f"sweep: {len(cases)} cases, 0 failed, 0 did not reach" in ran.stderr, ran)


def too_many(tried):
    """a sweep of more cases than allowed says so and plays none"""
    ran = tried(CUT % "{ from = 0, to = 5000, step = 1 }", python(READS, plain=True))
    expect(ran.returncode == 65 and "5001 cases, more than --most-cases 2000" in ran.stderr and not ran.stdout, ran)


def one_case(tried):
    """one case alone; a place that never comes is said"""
    ran = tried(CUT % '"sweep"', python(READS, plain=True), "--case", "cut=3")
    expect(ran.returncode == 0 and ran.stdout == "cut=3: pass\n", ran)
    ran = tried(CUT % "{ from = 70000, to = 70000, step = 1 }", python(READS, plain=True))
    expect(ran.returncode == 0 and ran.stdout == "cut=70000: pass, place not reached\n", ran)


def old_uids(tried):
    """whoever writes with UIDs of the mailbox as it was fails each case; its log is kept, those of good cases are not"""
    log = tried.folder / "run.log"
    ran = tried(REBUILT, python(STORES_OLD.format(careful=True), plain=True), "--log", log)
    expect(ran.returncode == 0 and not list(tried.folder.glob("run*.log")), ran)
    ran = tried(REBUILT, python(STORES_OLD.format(careful=False), plain=True), "--log", log)
    expect(ran.returncode == 1 and "6 cases, 6 failed" in ran.stderr and "was not told under UIDVALIDITY" in ran.stdout, ran)
    expect(len(list(tried.folder.glob("run-rebuild=*.log"))) == 6, ran)


def no_client(tried):
    """a sweep without a client is refused"""
    file = tried.folder / "scenario.toml"
    file.write_text(CUT % '"sweep"')
    ran = subprocess.run([tried.program, "--user", USER, "--password-file", tried.folder / "password", "--scenario", file],
                         capture_output=True, text=True, timeout=60)
    expect(ran.returncode == 65 and "Say --run COMMAND" in ran.stderr, ran)
    checked = subprocess.run([tried.program, "--check", file], capture_output=True, text=True, timeout=60)
    expect(checked.returncode == 0, checked)


def shrunk(tried):
    """--shrink leaves the one rule that makes a client lose mail; a client that does not fail cannot be shrunk"""
    kept = tried.folder / "kept.toml"
    ran = tried(LOST, python(HASTY, plain=True), "--shrink", kept)
    expect(ran.returncode == 0 and "1 of 3 rules are left" in ran.stderr, ran)
    expect("lost" in kept.read_text() and "slow" not in kept.read_text(), ran)
    again = tried(kept.read_text(), python(HASTY, plain=True))
    expect(again.returncode == 1 and "data loss" in again.stderr, again)
    ran = tried(LOST, python("log_in().logout()", plain=True), "--shrink", kept)
    expect(ran.returncode == 65 and "does not fail under it" in ran.stderr, ran)


(program,) = sys.argv[1:]
failed = False
for trial in (every_edge, too_many, one_case, old_uids, no_client, shrunk):
    with tempfile.TemporaryDirectory() as name:
        try:
            trial(Tried(program, pathlib.Path(name)))
            print(f"{trial.__doc__}: passed", flush=True)
        except AssertionError as error:
            print(f"{trial.__doc__}: FAILED, {error}", flush=True)
            failed = True
raise SystemExit(1 if failed else 0)
