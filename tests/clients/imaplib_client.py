"""Copies the inbox with Python's imaplib: imaplib_client.py PORT CA FOLDER, name and password in the environment."""
import imaplib, os, pathlib, ssl, sys

port, ca, folder = int(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
try:
    imap = imaplib.IMAP4_SSL("localhost", port, ssl_context=ssl.create_default_context(cafile=ca), timeout=10)
    imap.login(os.environ["IMAP_USER"], os.environ["IMAP_PASSWORD"])
    imap.select("INBOX")
    for uid in imap.uid("SEARCH", "ALL")[1][0].split():
        (folder / uid.decode()).write_bytes(imap.uid("FETCH", uid, "(BODY.PEEK[])")[1][0][1])
    imap.logout()
except (imaplib.IMAP4.error, OSError) as error:
    sys.exit(f"imaplib: {error}")
