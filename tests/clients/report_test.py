"""fake-gmail runs a client, grades it and writes a page about it; a login name chooses what the client meets."""
import html.parser, pathlib, subprocess, sys, tempfile
from report_client import PASSWORD, USER, python

PLAIN = "log_in().logout()"
GIVES_UP = """
try:
    log_in().uid("FETCH", "1", "(FLAGS)")
except imaplib.IMAP4.abort:
    sys.exit(3)
"""
COMES_BACK = """
try:
    log_in().uid("FETCH", "1", "(FLAGS)")
except imaplib.IMAP4.abort:
    log_in().logout()
"""
REPEATS_BLINDLY = """
for turn in range(2):
    try:
        log_in().uid("COPY", "1", "Travel")
        break
    except imaplib.IMAP4.abort:
        pass
"""
CHOOSES = """
for name in ("me+bad-password@mail.example", "me+c4@mail.example"):
    try:
        log_in(name).uid("FETCH", "1", "(FLAGS)")
    except imaplib.IMAP4.error:
        pass
log_in().logout()
"""


class Texts(html.parser.HTMLParser):
    """The page's words; fails on what does not end."""
    def __init__(self, page):
        super().__init__()
        self.words, self.open = "", []
        self.feed(page)
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag, _):
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.words += data


def graded(program, client, *options):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "password").touch(mode=0o600)
        (folder / "password").write_text(PASSWORD + "\n")
        ran = subprocess.run(
            [program, "--user", USER, "--password-file", folder / "password", "--seed", "3", "--count", "20", "--ca-file",
             folder / "ca.pem", "--report", folder / "report.html", "--run", client, *options],
            capture_output=True, text=True, timeout=100)
        page = (folder / "report.html").read_text()
    assert PASSWORD not in page
    return ran.returncode, ran.stderr, Texts(page).words


# What is tried: a client, the server's options, the exit code, the server's word, and words of the page.
CASES = {
    "a calm run": (python(PLAIN), [], 0, "calm: pass", "did nothing that is worth a word"),
    "comes back": (python(COMES_BACK), ["--scenario", "C4"], 0, "C4: pass", "goes on on another connection"),
    "gives up": (python(GIVES_UP), ["--scenario", "C4"], 0, "C4: tolerated", "gives up: exit code 3"),
    "repeats blindly": (python(REPEATS_BLINDLY), ["--scenario", "LOST"], 1, "data loss", "repeats COPY without looking"),
    "crashes": ("kill -SEGV $$", [], 1, "calm: crash", "killed by signal 11"),
    "hangs": ("exec sleep 100", ["--run-limit", "1"], 1, "calm: hang", "still running"),
    "chooses by name": (python(CHOOSES), [], 0, "me+c4@mail.example: pass", "close without BYE"),
}
LOST = """
[[rule]]
name = "lost"
on = { cmd = "UID COPY" }
do = [{ apply_then = "nothing" }, { close = "fin" }]
"""

(program,) = sys.argv[1:]
failed = False
with tempfile.TemporaryDirectory() as scratch:
    lost = pathlib.Path(scratch) / "lost.toml"
    lost.write_text(LOST)
    for case, (client, options, code, word, on_page) in CASES.items():
        options = [str(lost) if option == "LOST" else option for option in options]
        returned, said, page = graded(program, client, *options)
        good = returned == code and word in said and on_page in page
        print(f"{case}: {'passed' if good else f'exit code {returned}, said: {said}page: {page}'}", flush=True)
        failed = failed or not good
raise SystemExit(1 if failed else 0)
