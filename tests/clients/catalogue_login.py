"""Rows G and A: greetings and logins."""
import base64, json
import time
from serve import PASSWORD, USER
from stage import LOGIN, expect, observes


def greeting_and_end(stage):
    wire = stage.connect()
    return wire.rest(), wire.end


@observes("G1")
def no_greeting(stage):
    """the handshake is done, and nothing is said"""
    stage.expect_silence(stage.connect())


@observes("G2")
def bye(stage):
    """BYE, and the end"""
    expect(greeting_and_end(stage) == (b"* BYE [UNAVAILABLE] Try again later.\r\n", "notify"), "something else")
    stage.logged_in()


@observes("G3")
def preauth(stage):
    """PREAUTH, and then nothing"""
    wire = stage.connect()
    expect(wire.line() == b"* PREAUTH ready", "something else")
    wire.say("a NOOP")
    stage.expect_silence(wire)


@observes("G4")
def no(stage):
    """an untagged NO, and the end"""
    expect(greeting_and_end(stage) == (b"* NO not today\r\n", "truncated"), "something else")
    stage.logged_in()


ODD_GREETINGS = [b"* BAD not today\r\n", b"a1 OK tagged\r\n", b"* OK one\r\n* OK two\r\n", b"\r\n",
                 b"* OK no line end", b"* OK line feed\n", b"* OK a\0b\r\n", b"* OK gr\xfc\xdfe\r\n"]


@observes("G4", scenario="".join(f'[[rule]]\non = {{ phase = "greeting", conn = {n} }}\n'
                                  f'do = [{{ raw_hex = "{said.hex()}" }}, {{ close = "fin" }}]\n'
                                  for n, said in enumerate(ODD_GREETINGS, 1)))
def other_greetings(stage):
    """BAD, tagged OK, two, none, no line end, LF alone, NUL, 8 bits"""
    for said in ODD_GREETINGS:
        expect(greeting_and_end(stage) == (said, "truncated"), f"instead of {said}")


@observes("G5")
def endless_line(stage):
    """a million bytes before the first line ends"""
    wire = stage.connect()
    expect(wire.line().startswith(b"0" * 1_000_000), "a shorter line")


@observes("G6")
def data_before_login(stage):
    """an EXPUNGE before the greeting"""
    wire = stage.greeted()
    expect(wire.greeting == "* 7 EXPUNGE" and wire.response().startswith("* OK Gimap ready"), wire.greeting)


@observes("G7")
def lying_capability(stage):
    """the greeting names capabilities that CAPABILITY does not"""
    wire = stage.greeted()
    expect(wire.greeting == "* OK [CAPABILITY IMAP4rev1 XYZZY] hello", wire.greeting)
    expect(wire.ok("CAPABILITY").holds("X-GM-EXT-1"), "they agree")


@observes("G8")
def closed_behind_the_greeting(stage):
    """one line, and the end"""
    wire = stage.greeted()
    wire.say("a CAPABILITY")
    expect((wire.rest(), wire.end) == (b"", "truncated"), f"{wire.end}")
    stage.logged_in()


REFUSED = "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)"
PLAIN = "AUTHENTICATE PLAIN " + base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()


@observes("A1")
def bad_credentials(stage):
    """the right password is refused, whichever way"""
    wire = stage.greeted()
    expect([wire.ask(LOGIN).status, wire.ask(PLAIN).status] == [REFUSED, REFUSED], "let in")


def authenticate(stage):
    """The challenge, and what is said behind it."""
    wire = stage.greeted()
    wire.say("a " + PLAIN)
    return wire, wire.response()


@observes("A2")
def challenge(stage):
    """status 400 in base64, then nothing until the client has said a line, then the refusal"""
    wire, said = authenticate(stage)
    stage.expect_silence(wire, "it does not wait for the client")
    wire.say("")
    told = json.loads(base64.b64decode(said.removeprefix("+ ")))
    expect(told["status"] == "400" and told["schemes"] == "Bearer", f"{told}")
    expect(wire.answer("a").status == "NO [ALERT] Too many simultaneous connections. (Failure)", "something else")


@observes("A3")
def odd_challenge(stage):
    """a challenge that is no base64, then, behind the client's line, the refusal"""
    wire, said = authenticate(stage)
    wire.say("")
    expect(said == "+ ####" and wire.answer("a").status == REFUSED, said)


@observes("A4")
def no_answer(stage):
    """a challenge, and nothing behind the empty line"""
    wire, said = authenticate(stage)
    expect(json.loads(base64.b64decode(said.removeprefix("+ "))) == {"status": "400"}, said)
    wire.say("")
    stage.expect_silence(wire)


@observes("A5")
def policies(stage):
    """web login, app password, IMAP off, off for the domain: one after the other"""
    wire = stage.greeted()
    answers = [wire.ask(LOGIN) for _ in range(5)]
    expect(answers[0].holds("[WEBALERT https://accounts.google.com/"), f"{answers[0].said}")
    for answer, words in zip(answers, ["via your web browser", "Application-specific password required",
                                       "not enabled for IMAP use", "disabled for your domain", "disabled for your domain"]):
        expect(answer.status.startswith("NO [ALERT] ") and words in answer.status, answer.status)


@observes("A6")
def too_many(stage):
    """too many connections, and then not"""
    wire = stage.greeted()
    expect(wire.ask(LOGIN).status == "NO [ALERT] Too many simultaneous connections. (Failure)", "something else")
    wire.ok(LOGIN)


@observes("A7")
def bandwidth(stage):
    """the account's limits are exceeded, however often one asks"""
    for _ in range(3):
        answer = stage.greeted().ask(LOGIN)
        expect(answer.status == "NO [ALERT] Account exceeded command or bandwidth limits. (Failure)", answer.status)


@observes("A8")
def flaky(stage):
    """refused twice, then let in"""
    wire = stage.greeted()
    answers = [wire.ask(LOGIN).status for _ in range(2)]
    expect(answers == ["NO [UNAVAILABLE] Temporary System Problem"] * 2, f"{answers}")
    wire.ok(LOGIN)


@observes("A9")
def no_mechanism(stage):
    """LOGINDISABLED, no AUTH= and no SASL-IR"""
    said = stage.greeted().ok("CAPABILITY").said
    expect(said == ["* CAPABILITY IMAP4rev1 LOGINDISABLED"], f"{said}")


@observes("A10")
def fewer_capabilities(stage):
    """the login does not list capabilities, and CAPABILITY lists few"""
    wire = stage.logged_in()
    expect(not wire.login.said, f"{wire.login.said}")
    expect(wire.ok("CAPABILITY").said == ["* CAPABILITY IMAP4rev1 IDLE UNSELECT X-GM-EXT-1"], "the usual list")


@observes("A11")
def late_login(stage):
    """ten seconds until the OK"""
    wire = stage.greeted()
    since = time.monotonic()
    wire.ok(LOGIN)
    expect(time.monotonic() - since >= 10, f"{time.monotonic() - since} s")


@observes("A12")
def cut_login(stage):
    """FIN in place of the answer"""
    wire = stage.greeted()
    expect((wire.ask(PLAIN).status, wire.end) == (None, "truncated"), f"{wire.end}")
    stage.logged_in()


@observes("A13")
def wrong_tag(stage):
    """an OK with a tag that nobody said"""
    wire = stage.greeted()
    wire.say("a " + LOGIN)
    expect(wire.response() == "x999 OK Success", "something else")
