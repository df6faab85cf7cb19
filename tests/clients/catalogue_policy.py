"""Rows P: what Gmail allows an account."""
import base64, time
from catalogue_mailbox import exists
from google import Google
from serve import USER
from stage import LOGIN, expect, observes

EXCEEDED = "Account exceeded command or bandwidth limits."


def xoauth2(token):
    return base64.b64encode(f"user={USER}\x01auth=Bearer {token}\x01\x01".encode()).decode()


@observes("P1")
def sixteenth(stage):
    """fifteen are let in and the sixteenth is not; a cut connection counts on, one that says goodbye does not"""
    wires = [stage.logged_in() for _ in range(15)]
    late = stage.greeted()

    def refused():
        return late.ask(LOGIN).status == "NO [ALERT] Too many simultaneous connections. (Failure)"
    expect(refused(), "the sixteenth was let in")
    wires.pop().link.socket.close()
    expect(refused(), "a cut connection counts no more")
    wires.pop().ok("LOGOUT")
    late.ok(LOGIN)


@observes("P2")
def budget(stage):
    """BYE [OVERQUOTA] in the midst of an answer as soon as 100,000 bytes were served, then no login"""
    wire = stage.selected()
    statuses = []
    while wire.end is None:
        answer = wire.ask("UID FETCH 1:* BODY.PEEK[]")
        statuses.append(answer.status)
    expect(statuses[-1] is None and answer.said[-1] == f"* BYE [OVERQUOTA] {EXCEEDED}", f"{answer.said[-1][:60]}")
    expect(len(answer.said) > 1 and 100_000 <= len(wire.heard) < 150_000, f"{len(wire.heard)} bytes")
    expect(stage.greeted().ask(LOGIN).status == f"NO [ALERT] {EXCEEDED} (Failure)", "let in")


def refused(stage):
    return stage.greeted().ask(LOGIN).status == f"NO [ALERT] {EXCEEDED} (Failure)"


@observes("P2", scenario='limits = { upload = 20000, lock_out = "1s", window = "2s" }\n')
def upload_budget(stage):
    """BYE [OVERQUOTA] in the midst of a mail that the client sends, which is not kept; a login once both the lock-out and
    the window are over (here: 2 seconds, not hours)"""
    since = time.monotonic()
    wire = stage.selected()
    before = exists(wire.select)
    wire.say("a APPEND INBOX {50000}")
    expect(wire.response() == "+ go ahead", "no leave to send")
    wire.send(b"x" * 50_000)
    expect(wire.response() == f"* BYE [OVERQUOTA] {EXCEEDED}" and not wire.more(), "something else")
    expect(refused(stage), "let in")
    while refused(stage):
        expect(time.monotonic() - since < 30, "the lock-out never ends")
        time.sleep(0.1)
    expect(time.monotonic() - since >= 2, "let in before the window rolled on")
    expect(exists(stage.selected().select) == before, "what did not come whole was kept")


@observes("P2", scenario='limits = { download = 60000, window = "200ms" }\n')
def rolling_budget(stage):
    """what is older than the window counts no more: much more than the budget passes slowly"""
    wire = stage.selected()
    while len(wire.heard) < 150_000:
        wire.ok("UID FETCH 1:5 BODY.PEEK[]")
        time.sleep(0.1)


@observes("P3")
def locked_out(stage):
    """every login is refused"""
    for _ in range(3):
        expect(refused(stage), "let in")


@observes("P4")
def throttled(stage):
    """[THROTTLED] behind each tagged text, and each answer waits longer"""
    wire = stage.selected()
    waits = []
    for _ in range(4):
        since = time.monotonic()
        answer = wire.ask("UID FETCH 1 FLAGS")
        waits.append(time.monotonic() - since)
        expect(answer.status == "OK Success [THROTTLED]" and answer.holds("FETCH ("), f"{answer.status}")
    expect(all(wait >= least for wait, least in zip(waits, (0.1, 0.2, 0.4, 0.8))), f"{waits}")


@observes("P5")
def dropped_writes(stage):
    """the first write is kept; of the next ones OK is said and nothing done"""
    wire = stage.selected()
    answers = [wire.ask(f"UID STORE 1 +X-GM-LABELS (l{n})").status for n in range(3)]
    expect(answers[1:] == ["OK Success [THROTTLED]"] * 2, f"{answers}")
    labels = wire.ok("UID FETCH 1 X-GM-LABELS").said[0]
    expect("l0" in labels and "l1" not in labels and "l2" not in labels, labels)


@observes("P6", scenario='limits = { session = "1s" }\n')
def end_of_session(stage):
    """BYE when the session's time is up (here: a second, not 24 hours)"""
    since = time.monotonic()
    wire = stage.selected()
    expect(wire.response() == "* BYE Session expired, please login again." and not wire.more(), "something else")
    expect(wire.end == "notify" and time.monotonic() - since >= 0.9, f"{wire.end}")
    stage.selected()


@observes("P6", scenario='limits = { token_life = "4s" }\n', oauth=True)
def end_of_token(stage):
    """BYE when the access token dies that the session logged in with, and no login with it; a session with a password
    and one with a younger token go on"""
    google = Google(stage.server)
    tokens = google.sign_in()
    old, other = stage.greeted(), stage.logged_in()
    old.ok(f"AUTHENTICATE XOAUTH2 {xoauth2(tokens['access_token'])}")
    old.ok("SELECT INBOX")
    time.sleep(2)
    young = stage.greeted()
    young.ok(f"AUTHENTICATE XOAUTH2 {xoauth2(google.refresh(tokens['refresh_token']).json['access_token'])}")
    expect(old.response() == "* BYE Session expired, please login again." and not old.more(), "something else")
    young.ok("NOOP")
    other.ok("NOOP")
    late = stage.greeted()
    late.say(f"a AUTHENTICATE XOAUTH2 {xoauth2(tokens['access_token'])}")
    expect(late.response().startswith("+ "), "no challenge")
    late.say("")
    expect(late.answer("a").status == "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "let in")


@observes("P7")
def expired_in_a_fetch(stage):
    """BYE behind some of the messages"""
    wire = stage.selected()
    answer = wire.ask("UID FETCH 1:* FLAGS")
    expect(answer.said[-1] == "* BYE Session expired, please login again." and answer.status is None, f"{answer.said}")
    expect(1 < len(answer.said) <= exists(wire.select), f"{len(answer.said)} lines")


@observes("P8")
def suspended(stage):
    """BYE in mid-session, and no login behind it"""
    wire = stage.selected()
    answers = [wire.ask("NOOP") for _ in range(3)]
    expect(answers[2].said == ["* BYE Account suspended"] and wire.end == "notify", f"{answers[2].said} {wire.end}")
    expect("not enabled for IMAP use" in stage.greeted().ask(LOGIN).status, "let in")


@observes("P9")
def closed_before_the_greeting(stage):
    """the handshake, and then the end"""
    wire = stage.connect()
    expect((wire.rest(), wire.end) == (b"", "notify"), f"{wire.end}")
    stage.logged_in()


@observes("P10")
def stale_search(stage):
    """SEARCH finds nothing, and a moment later it does"""
    wire = stage.selected()
    said = [wire.ok("UID SEARCH ALL").said[0] for _ in range(2)]
    expect(said[0] == "* SEARCH" and len(said[1].split()) > 2, f"{said}")
