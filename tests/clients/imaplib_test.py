"""Python's imaplib logs in to fake-gmail, lists, selects, searches, fetches and stores labels, on both profiles, and finds the labels of
an mbox from Google Takeout."""
import imaplib, pathlib, ssl, sys, tempfile
from serve import PASSWORD, USER, fake_gmail


def expect(condition, what):
    if not condition:
        raise SystemExit(f"imaplib: {what}")


def logged_in(server):
    client = imaplib.IMAP4_SSL("127.0.0.1", server.port, ssl_context=ssl.create_default_context(cafile=server.ca))
    client.login(USER, PASSWORD)
    return client


def labels_of(client, uid):
    _, data = client.uid("FETCH", uid, "(X-GM-LABELS)")
    return data[0].decode()


def gmail(program):
    with fake_gmail(program) as server:
        client = logged_in(server)
        _, folders = client.list()
        expect(any(b"\\All" in folder for folder in folders), "no folder has the role \\All")
        status, count = client.select('"[Gmail]/All Mail"')
        expect(status == "OK" and int(count[0]) == 60, f"SELECT said {status} {count}")
        _, found = client.uid("SEARCH", "X-GM-RAW", '"in:inbox"')
        uids = found[0].split()
        expect(uids, "X-GM-RAW found nothing in the inbox")
        _, message = client.uid("FETCH", uids[0], "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        expect(b"Subject:" in message[0][1], "no subject came back")
        uid = uids[0].decode()
        client.uid("STORE", uid, "+X-GM-LABELS", "(tried)")
        expect("tried" in labels_of(client, uid), "the label was not kept")
        client.uid("STORE", uid, "-X-GM-LABELS", "(tried)")
        expect("tried" not in labels_of(client, uid), "the label did not go")
        client.logout()


def rfc(program):
    with fake_gmail(program, "--profile", "rfc") as server:
        client = logged_in(server)
        status, count = client.select("INBOX")
        expect(status == "OK" and int(count[0]) > 0, f"SELECT said {status} {count}")
        client.store("1", "+FLAGS", "(tried \\Flagged)")
        _, flags = client.fetch("1", "(FLAGS)")
        expect(b"tried" in flags[0] and b"\\Flagged" in flags[0], f"the flags were not kept: {flags}")
        client.logout()


TAKEOUT = """From 1@xxx Thu Jan 01 00:00:00 +0000 2026
X-Gmail-Labels: =?UTF-8?Q?Inbox,Opened,=22Work,_Acme=22,Starred?=
Subject: first

one

From 2@xxx Thu Jan 01 00:00:01 +0000 2026
X-Gmail-Labels: Archived,Unread,Travel
Subject: second

two
"""


def takeout(program):
    """What Google Takeout says of a mail is where it lies, its labels and whether it was read."""
    with tempfile.TemporaryDirectory() as name:
        mbox = pathlib.Path(name) / "All mail.mbox"
        mbox.write_text(TAKEOUT)
        with fake_gmail(program, "--mail", mbox, count=None) as server:
            client = logged_in(server)
            expect(client.select("INBOX")[1] == [b"1"], "the archived mail is in the inbox, or the other is not")
            client.select('"[Gmail]/All Mail"')
            _, (first, second) = client.fetch("1:2", "(FLAGS X-GM-LABELS)")
            for label in (b'"Work, Acme"', b"\\Starred", b"\\Inbox", b"\\Seen"):
                expect(label in first, f"{label} is missing: {first}")
            expect(b"Travel" in second and b"\\Seen" not in second and b"Inbox" not in second, f"the second is {second}")
            client.logout()


def refused(program):
    with fake_gmail(program) as server:
        client = imaplib.IMAP4_SSL("127.0.0.1", server.port, ssl_context=ssl.create_default_context(cafile=server.ca))
        try:
            client.login(USER, "wrong")
        except imaplib.IMAP4.error as error:
            expect("AUTHENTICATIONFAILED" in str(error), f"the refusal says {error}")
            return
        raise SystemExit("imaplib: a wrong password was accepted")


for case in (gmail, rfc, takeout, refused):
    case(sys.argv[1])
    print(f"{case.__name__}: passed")
