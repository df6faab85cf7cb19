"""Who survives what: programs that we did not write bring the inbox home, calm and under rows of the catalogue.

    survival.py FAKE-GMAIL BUILD            the table, as SURVIVAL.md has it
    survival.py FAKE-GMAIL BUILD --quick    each client calm and under one fault; fails where a cell is worse than published

BUILD is a folder for what npm brings. Each run has a server and a home of its own, and a limit of time.
"""
import concurrent.futures, os, pathlib, re, shutil, signal, subprocess, sys, tempfile
from serve import PASSWORD, USER, fake_gmail
from survivors import CLIENTS, INTERACTIVE, Job, Missing

PAGE = pathlib.Path(__file__).with_name("SURVIVAL.md")
MAILS = 30
MAIL_SIZE = 5000  # Octets of a text; all together are over the budget of row P2.
LIMIT = 60  # Seconds until a client hangs. Each was told to wait 10 where it can be told.
SIDE_BY_SIDE = 2
LAST_SIGNAL = 128 + 64  # How a shell says that a signal ended a program.

# Row of the catalogue, and what it does.
ROWS = {
    "calm": "nothing goes wrong",
    "L6": "the certificate has expired",
    "G8": "closed after the greeting, once",
    "A1": "the password is refused",
    "A6": "too many connections at login, once",
    "A8": "login refused twice, then let in",
    "T6": "reset after 400 bytes, once",
    "T10": "SELECT is never answered, once",
    "T13": "everything comes in drips",
    "C16": "a line of one megabyte that makes no sense, once",
    "P2": "BYE once 100 KB are read, also amid an answer",
}
QUICK = ("calm", "A1")

# What a client says that does not say that all is well.
COMPLAINT = re.compile(r"error|refused|fail|closed|cannot|\(r\)eject|no mailbox is open", re.I)

# Best first.
VERDICTS = ("passed", "tolerated", "not met", "skipped", "hang", "crash", "data loss")


def mailbox(folder):
    """An mbox of mails that can be told apart."""
    path = folder / "inbox.mbox"
    with path.open("w", newline="") as mbox:
        for number in range(MAILS):
            mbox.write(f"From - Thu Jan  1 00:00:00 2026\nMessage-ID: <{number}@survival.example>\nFrom: ann@mail.example\n"
                       f"To: {USER}\nSubject: mail {number}\nDate: Thu, 1 Jan 2026 00:00:00 +0000\n\n")
            mbox.write("a line of fifty octets, one of a hundred of them.\n" * (MAIL_SIZE // 50) + "\n")
    return path


def arrived(folder):
    """How many different mails came home."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            found.update(re.findall(rb"^Message-ID: <(\d+)@survival\.example>", path.read_bytes(), re.M | re.I))
    return len(found)


def run(command, folder):
    """The exit code and what was said; the code is None for one that had to be killed."""
    environment = {**os.environ, "HOME": str(folder), "TERM": "xterm", "IMAP_USER": USER, "IMAP_PASSWORD": PASSWORD,
                   "XDG_CONFIG_HOME": str(folder / "config"), "IMAPFILTER_HOME": str(folder)}
    process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, env=environment, cwd=folder, start_new_session=True)
    try:
        said, _ = process.communicate(timeout=LIMIT)
        return process.returncode, said.decode(errors="replace")
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return None, process.communicate()[0].decode(errors="replace")


def judged(name, code, said, came, fired):
    """How a client took it. A client that says that all is well and has not all of the mail loses data."""
    complains = COMPLAINT.search(said) is not None
    if code is None:
        return "tolerated" if name in INTERACTIVE and complains else "hang"
    if code < 0 or 128 < code <= LAST_SIGNAL or "Traceback (most recent call last)" in said:
        return "crash"
    if code != 0:
        return "tolerated"
    if came < MAILS:
        return "tolerated" if complains else "data loss"
    return "passed" if fired else "not met"


def fault_fired(log):
    return re.search(r"^\d+ F ", log.read_text(), re.M) is not None if log.exists() else False


def tried(program, build, name, row, show=False):
    binary, prepare = CLIENTS[name]
    if not shutil.which(binary):
        return "skipped"
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        options = ["--mail", mailbox(folder), "--log", folder / "log"]
        options += [] if row == "calm" else ["--scenario", row]
        with fake_gmail(program, *options, count=None, strict=False) as server:
            try:
                command = prepare(Job(server, folder, MAILS, build))
            except Missing:
                return "skipped"
            code, said = run(command, folder)
            came = arrived(folder / "mail")
        verdict = judged(name, code, said, came, row == "calm" or fault_fired(folder / "log"))
        if show:
            print(f"{name} under {row}: {verdict}, exit code {code}, {came} mails\n{said}\n{(folder / 'log').read_text()}")
        return verdict


def table(program, build, cells):
    """The verdict of each client and row."""
    with concurrent.futures.ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return dict(zip(cells, pool.map(lambda cell: tried(program, build, *cell), cells)))


def written(verdicts):
    lines = ["| | " + " | ".join(ROWS) + " |", "|---" * (len(ROWS) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(verdicts[name, row] for row in ROWS) + " |" for name in CLIENTS]
    return "\n".join(lines) + "\n"


def published():
    """The verdicts of SURVIVAL.md."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.read_text().splitlines()
            if line.startswith("| ")]
    head = rows[0]
    return {(row[0], head[column]): row[column] for row in rows[1:] for column in range(1, len(head))}


def page(verdicts):
    legend = "\n".join(f"- {row}: {what}" for row, what in ROWS.items())
    return f"""# Who survives what

Programs that we did not write bring an inbox of {MAILS} mails home from `fake-gmail`, calm and under rows of its catalogue. Written
by `ci/nightly survival`.

- passed: all mail is there. tolerated: an error is reported. not met: the client never came to where
  the fault is. skipped: the program is not here.
- hang: still running after {LIMIT} s, killed. crash: ended by a signal or a stack trace. data loss: exit code 0, no word
  of an error, and mail is missing.

{written(verdicts)}
{legend}

imapflow asks for all mail with one FETCH. It passed P2 as long as the budget was looked at between commands only; since it is
counted to the byte, that FETCH ends in its midst, and imapflow says so.
"""


def quick(program, build):
    known, wrong = published(), 0
    # One that waits for a key would take the whole limit.
    cells = [(name, row) for name in CLIENTS for row in QUICK if row == "calm" or name not in INTERACTIVE]
    for (name, row), verdict in table(program, build, cells).items():
        worse = verdict != "skipped" and VERDICTS.index(verdict) > VERDICTS.index(known[name, row])
        print(f"{name} under {row}: {verdict}" + (f", published as {known[name, row]}" if worse else ""))
        wrong += worse
    return wrong


if __name__ == "__main__":
    program, build, *how = sys.argv[1:]
    build = pathlib.Path(build).absolute()
    if how == ["--quick"]:
        raise SystemExit(1 if quick(program, build) else 0)
    if how:  # One cell, with all that was said: NAME ROW.
        tried(program, build, how[0], how[1], show=True)
    else:
        sys.stdout.write(page(table(program, build, [(name, row) for name in CLIENTS for row in ROWS])))
