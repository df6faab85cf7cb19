"""A client of Python's imaplib for fake-gmail --run; what it does between login and logout is the test's."""
import shlex, sys

USER, PASSWORD = "me@mail.example", "correct horse"

CLIENT = """
import imaplib, os, ssl, sys
def log_in(name={user!r}):
    port = int(os.environ["FAKE_GMAIL_PORT"])
    if {plain}:
        imap = imaplib.IMAP4("localhost", port, timeout=20)
    else:
        trust = ssl.create_default_context(cafile=os.environ["FAKE_GMAIL_CA"])
        imap = imaplib.IMAP4_SSL("localhost", port, ssl_context=trust, timeout=20)
    imap.login(name, open(os.environ["FAKE_GMAIL_PASSWORD_FILE"]).readline().strip())
    imap.select()
    return imap
{does}
"""


def python(does, plain=False):
    """The command that plays it, without the modules of this machine's Python: they are half of its start."""
    code = CLIENT.format(user=USER, does=does, plain=plain)
    return f"{shlex.quote(sys.executable)} -I -S -c {shlex.quote(code)}"
