"""Programs that we did not write, each told to bring the whole inbox into a folder. `CLIENTS` holds what each is called, the
program that has to be there, and a function that writes its settings and says the command."""
import pathlib, sys
from npm_package import CannotFetch, installed
from serve import PASSWORD, USER

HERE = pathlib.Path(__file__).parent


class Missing(Exception):
    """The client cannot be tried here."""


class Job:
    """What a client is told: where the server is, and the folder that the mail has to come to."""
    def __init__(self, server, folder, mail_count, build):
        self.port, self.ca = server.port, server.ca
        self.folder, self.mail, self.mail_count, self.build = folder, folder / "mail", mail_count, build
        self.mail.mkdir()

    def write(self, name, text):
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text)
        return path


def mbsync(job):
    settings = job.write("mbsyncrc", f"""
IMAPAccount fake
Host localhost
Port {job.port}
User {USER}
Pass "{PASSWORD}"
SSLType IMAPS
SystemCertificates no
CertificateFile {job.ca}
Timeout 10

IMAPStore far
Account fake

MaildirStore near
Path {job.mail}/
Inbox {job.mail}/INBOX

Channel inbox
Far :far:
Near :near:
Patterns INBOX
Create Near
SyncState *
""")
    return ["mbsync", "-c", settings, "-a"]


def offlineimap(job):
    settings = job.write("offlineimaprc", f"""
[general]
metadata = {job.folder}/offlineimap
accounts = fake
socktimeout = 10
[Account fake]
localrepository = near
remoterepository = far
[Repository near]
type = Maildir
localfolders = {job.mail}
[Repository far]
type = IMAP
remotehost = localhost
remoteport = {job.port}
remoteuser = {USER}
remotepass = {PASSWORD}
ssl = yes
sslcacertfile = {job.ca}
folderfilter = lambda name: name == 'INBOX'
readonly = True
""")
    return ["offlineimap", "-c", settings, "-o", "-u", "basic"]


def imapfilter(job):
    settings = job.write("imapfilter.lua", f"""
options.timeout = 10
local fake = IMAP {{ server = "localhost", port = {job.port}, username = "{USER}", password = "{PASSWORD}", ssl = "auto" }}
for index, message in ipairs(fake.INBOX:select_all()) do
    local mailbox, uid = table.unpack(message)
    local file = io.open("{job.mail}/" .. uid, "w")
    file:write(mailbox[uid]:fetch_message())
    file:close()
end
""")
    return ["imapfilter", "-t", job.ca, "-c", settings]


def neomutt(job):
    settings = job.write("neomuttrc", f"""
set imap_user = "{USER}" imap_pass = "{PASSWORD}" folder = "imaps://localhost:{job.port}/" spoolfile = "+INBOX"
set ssl_ca_certificates_file = "{job.ca}" certificate_file = "{job.ca}" ssl_force_tls = yes
set header_cache = "" confirmcreate = no confirmappend = no quit = yes wait_key = no mbox_type = mbox
push "<tag-pattern>~A<enter><tag-prefix><copy-message><kill-line>{job.mail}/copied<enter><exit>"
""")
    return ["script", "-qec", f"neomutt -n -F {settings}", "/dev/null"]


def fetchmail(job):
    settings = job.write("fetchmailrc", f"""
poll localhost protocol IMAP service {job.port} timeout 10 user "{USER}" password "{PASSWORD}"
  ssl sslcertck sslcertfile "{job.ca}" keep fetchall mda "cat >> {job.mail}/received"
""")
    return ["fetchmail", "-f", settings, "--nodetach", "--nosyslog", "--pidfile", job.folder / "pid"]


def getmail(job):
    job.write("getmailrc", f"""
[retriever]
type = SimpleIMAPSSLRetriever
server = localhost
port = {job.port}
username = {USER}
password = {PASSWORD}
mailboxes = ("INBOX",)
ca_certs = {job.ca}
timeout = 10
[destination]
type = MDA_external
path = /bin/sh
arguments = ("-c", "cat >> {job.mail}/received")
allow_root_commands = true
[options]
read_all = true
delete = false
""")
    return ["getmail", "--getmaildir", job.folder, "--rcfile", "getmailrc"]


def curl(job):
    netrc = job.write("netrc", f'machine localhost login {USER} password "{PASSWORD}"\n')
    return ["curl", "-sS", "--fail-early", "--max-time", "20", "--netrc-file", netrc, "--cacert", job.ca,
            f"imaps://localhost:{job.port}/INBOX;MAILINDEX=[1-{job.mail_count}]", "-o", job.mail / "#1"]


def imaplib(job):
    return [sys.executable, HERE / "imaplib_client.py", str(job.port), job.ca, job.mail]


def imapclient(job):
    return ["perl", HERE / "imapclient_client.pl", str(job.port), job.ca, job.mail]


def imapflow(job):
    try:
        installed("imapflow", "1", job.build)
    except CannotFetch as why:
        raise Missing(str(why)) from why
    return ["node", HERE / "imapflow_copy.mjs", str(job.port), job.ca, job.mail, job.build / "node_modules"]


# Programs for a person: having said what is wrong they wait for a key.
INTERACTIVE = {"neomutt"}

# Name, the program that must be there, what to do.
CLIENTS = {
    "mbsync": ("mbsync", mbsync),
    "offlineimap3": ("offlineimap", offlineimap),
    "imapfilter": ("imapfilter", imapfilter),
    "neomutt": ("neomutt", neomutt),
    "fetchmail": ("fetchmail", fetchmail),
    "getmail6": ("getmail", getmail),
    "curl": ("curl", curl),
    "Python imaplib": ("python3", imaplib),
    "Perl Mail::IMAPClient": ("perl", imapclient),
    "imapflow": ("node", imapflow),
}
