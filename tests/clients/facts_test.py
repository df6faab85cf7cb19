"""The gmail profile says what GMAIL-IMAP.md says that Gmail says: each conversation of facts.txt, byte for byte, over a bare
socket. facts_test.py FAKE-GMAIL [WORDS] plays only those whose claim holds the words."""
import base64, pathlib, re, socket, sys, tempfile
from serve import PASSWORD, USER, fake_gmail

TOKEN = "good"
LIMIT = 20  # Seconds for an answer.
CLOSED = "<closed>"


class Fact:
    def __init__(self, claim):
        self.claim, self.begin, self.mail, self.others, self.options, self.lines = claim, "login", 0, 0, [], []
        self.rule = None

    def read(self, line):
        word, _, rest = line.partition(" ")
        if word in ("C:", "S:"):
            self.lines.append((word[0], rest))
        elif word == "begin":
            self.begin = rest
        elif word == "mail":
            self.mail = int(rest)
        elif word == "connections":
            self.others = int(rest)
        elif word == "scenario":
            self.options = ["--scenario", rest]
        elif word == "fault":
            on, actions = rest.split(" = ", 1)
            on = 'phase = "greeting"' if on == "greeting" else f'cmd = "{on}"'
            self.rule = f'[[rule]]\non = {{ {on} }}\ndo = [{actions}]\n'
        else:
            raise SystemExit(f"facts.txt: {line}")


def facts(path):
    read = []
    for line in path.read_text().splitlines():
        if line.startswith("== "):
            read.append(Fact(line[3:]))
        elif line and not line.startswith("#"):
            read[-1].read(line)
    return read


def with_sasl(line):
    """The SASL strings of GMAIL-IMAP 8.3 in place of their names."""
    forms = {"xoauth2": "user={0}\1auth=Bearer {1}\1\1", "oauthbearer": "n,a={0},\1host=imap.gmail.com\1port=993\1auth=Bearer {1}\1\1"}
    return re.sub(r"<(xoauth2|oauthbearer) (\S+) (\S+)>",
                  lambda m: base64.b64encode(forms[m[1]].format(m[2], m[3]).encode()).decode(), line)


class Talk:
    """A connection, line by line."""
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=LIMIT)
        self.lines = self.socket.makefile("rb")
        self.token = None

    def say(self, line):
        self.socket.sendall(with_sasl(line).encode() + b"\r\n")

    def hear(self):
        try:
            line = self.lines.readline()
        except ConnectionResetError:
            line = b""
        if line and not line.endswith(b"\r\n"):
            return f"{line} without CRLF"
        said = line.decode()[:-2] if line else CLOSED
        if self.token is None:
            self.token = said.rpartition(" ")[2]
        return said

    def ask(self, line):
        """For what is not in question: everything up to the tagged answer, which must be OK."""
        self.say(line)
        while not (said := self.hear()).startswith("x "):
            assert said != CLOSED, line
        assert said.startswith("x OK"), said

    def matches(self, claimed, said):
        claimed = re.escape(claimed).replace("<tok>", re.escape(self.token or "")).replace("<n>", "[0-9]+")
        return re.fullmatch(claimed, said) is not None

    def begin(self, how):
        if how == "nothing":
            return
        self.hear()
        if how in ("login", "select"):
            self.ask(f'x LOGIN {USER} "{PASSWORD}"')
        if how == "select":
            self.ask("x SELECT INBOX")


def put_mail(port, count):
    talk = Talk(port)
    talk.begin("login")
    for number in range(count):
        mail = f"Subject: mail {number}\r\n\r\ntext\r\n"
        talk.say(f"x APPEND INBOX {{{len(mail)}}}")
        assert talk.hear() == "+ go ahead"
        talk.ask(mail)
    talk.socket.close()


def difference(fact, port):
    """What goes otherwise than claimed, or None."""
    if fact.mail:
        put_mail(port, fact.mail)
    others = [Talk(port) for _ in range(fact.others)]
    for other in others:
        other.begin("login")
    talk = Talk(port)
    talk.begin(fact.begin)
    for who, line in fact.lines:
        if who == "C":
            talk.say(line)
        elif not talk.matches(line, said := talk.hear()):
            return f"claimed {line!r}, said {said!r}"
    if fact.lines[-1] == ("S", CLOSED):
        return None
    talk.say("end LOGOUT")
    said = talk.hear()
    return None if said == "* BYE LOGOUT Requested" else f"said more: {said!r}"


def check(program, fact):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        token = folder / "token"
        token.touch(mode=0o600)
        token.write_text(TOKEN + "\n")
        options = ["--plain", "--token-file", token, *fact.options]
        if fact.rule:
            (folder / "rule.toml").write_text(fact.rule)
            options += ["--scenario", folder / "rule.toml"]
        with fake_gmail(program, *options, count=0) as server:
            return difference(fact, server.port)


program, *words = sys.argv[1:]
wanted = [fact for fact in facts(pathlib.Path(__file__).with_name("facts.txt")) if " ".join(words) in fact.claim]
wrong = 0
for fact in wanted:
    found = check(program, fact)
    print(f"{fact.claim}: {found or 'passed'}", flush=True)
    wrong += found is not None
print(f"{len(wanted) - wrong} of {len(wanted)} hold")
raise SystemExit(1 if wrong or not wanted else 0)
