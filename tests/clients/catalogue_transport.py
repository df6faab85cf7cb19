"""Rows T: what TCP does, as a bare socket sees it."""
import time
from stage import LOGIN, expect, observes, staged
from wire import A_WHILE, LIMIT, Link, wait_until

SELECT = "x SELECT INBOX"


def is_refused(stage):
    try:
        Link(stage.port).socket.close()
        return False
    except ConnectionRefusedError:
        return True


@observes("T1")
def refused(stage):
    """connecting is refused, and later it is not"""
    Link(stage.port)
    expect(wait_until(lambda: is_refused(stage)), "nobody was refused")
    expect(wait_until(stage.greets), "the port stays closed")


@observes("T2")
def deaf(stage):
    """connecting gets no answer at all, and later it does"""
    def hangs():
        try:
            Link(stage.port, timeout=A_WHILE).socket.close()
            return False
        except TimeoutError:
            return True
    Link(stage.port)
    expect(wait_until(hangs), "connecting never hangs")
    expect(wait_until(stage.greets), "the port stays deaf")


@observes("T3")
def fin_after_accept(stage):
    """a FIN that is a FIN, although input was not read"""
    link = Link(stage.port)
    link.push(b"x" * 10_000)
    expect((link.rest(), link.end) == (b"", "fin"), f"it ends with {link.end}")


@observes("T4")
def reset_after_accept(stage):
    """RST, before anything was said"""
    try:
        link = Link(stage.port)
    except ConnectionResetError:
        return  # It came before connect() was back.
    expect((link.rest(), link.end) == (b"", "rst"), f"it ends with {link.end}")


def talk_to_the_end(wire):
    for line in ["a " + LOGIN, *(f"n{n} NOOP" for n in range(50))]:
        try:
            wire.say(line)
        except OSError:
            break
    wire.rest()


@observes("T5", plain=True)
def fin_at_a_byte(stage):
    """400 bytes come, then a FIN; the next connection goes on"""
    wire = stage.connect()
    talk_to_the_end(wire)
    expect((len(wire.heard), wire.end) == (400, "fin"), f"{len(wire.heard)} bytes, {wire.end}")
    stage.logged_in()


@observes("T6", plain=True)
def reset_at_a_byte(stage):
    """at most 400 bytes come, then RST: what was not sent is lost"""
    wire = stage.connect()
    talk_to_the_end(wire)
    expect(len(wire.heard) <= 400 and wire.end == "rst", f"{len(wire.heard)} bytes, {wire.end}")
    stage.logged_in()


@observes("T7", plain=True)
def cut_after_a_client_byte(stage):
    """a command that was cut is not executed; one whose answer was cut is"""
    wire = stage.greeted()
    wire.say("a " + LOGIN)
    wire.say('b CREATE "a name behind byte sixty"')
    wire.rest()
    expect(wire.end == "fin" and b"b OK" not in wire.heard, f"not cut: {wire.end}")
    wire = stage.selected()
    expect(not wire.ok('LIST "" *').holds("behind byte sixty"), "the cut command was executed")
    uid = wire.ok("UID SEARCH ALL").said[0].split()[-1]
    answer = wire.ask(f"UID STORE {uid} +X-GM-LABELS (kept)")
    expect((answer.status, wire.end) == (None, "fin"), f"answered {answer.status}")
    expect(stage.selected().ok(f"UID FETCH {uid} X-GM-LABELS").holds("kept"), "the command was not executed")


@observes("T8", plain=True)
def half_closed(stage):
    """FIN one way; what the client says is still taken"""
    wire = stage.logged_in()
    wire.say(SELECT)
    expect((wire.rest(), wire.end) == (b"", "fin"), f"it ends with {wire.end}")
    for _ in range(2):
        wire.say("y NOOP")
        expect(wait_until(lambda: wire.link.unacknowledged() == 0), "not acknowledged")
    expect(wire.link.socket.getsockopt(1, 4) == 0, "an error is pending: RST came")  # SOL_SOCKET, SO_ERROR


@observes("T9", plain=True)
def stops_reading(stage):
    """the window closes, and the client cannot send any more"""
    wire = stage.logged_in()
    wire.say(SELECT)
    wire.link.socket.setblocking(False)
    sent = 0

    def blocked():
        nonlocal sent
        try:
            while sent < 64 * 1024 * 1024:
                sent += wire.link.socket.send(b"n NOOP\r\n" * 8192)
        except BlockingIOError:
            return True
        return False
    expect(blocked(), "64 MB were taken")
    other = stage.logged_in()
    other.ok("LOGOUT")
    expect(blocked() and wire.link.unacknowledged() > 0, "the server reads on")


@observes("T10", plain=True)
def stalls(stage):
    """silence, and every byte is acknowledged"""
    wire = stage.logged_in()
    wire.say(SELECT)
    stage.expect_silence(wire)
    wire.say("y NOOP")
    expect(wait_until(lambda: wire.link.unacknowledged() == 0), "not acknowledged")
    stage.expect_silence(wire)


@observes("T11", plain=True)
def black_hole(stage):
    """silence, and no byte is acknowledged"""
    wire = stage.logged_in()
    wire.say(SELECT)
    stage.expect_silence(wire)
    wire.say("y NOOP")
    stage.expect_silence(wire)
    expect(wire.link.unacknowledged() > 0, "the bytes were acknowledged")


@observes("T12", plain=True)
def rebooted(stage):
    """silence, and RST for the next byte"""
    wire = stage.logged_in()
    wire.ok("NOOP")
    wire.say("y NOOP")
    stage.expect_silence(wire)
    wire.say("z NOOP")
    wire.rest()
    expect(wire.end == "rst", f"it ends with {wire.end}")


def pieces_of(stage, command="SELECT INBOX"):
    """In what pieces an answer comes, and in how many seconds."""
    wire = stage.logged_in()
    since, started = wire.mark(), time.monotonic()
    wire.ok(command)
    return wire.pieces(since), time.monotonic() - started


@observes("T13")
def drips(stage):
    """16 bytes each millisecond"""
    pieces, took = pieces_of(stage)
    expect(len(pieces) > 10 and max(pieces) == 16 and took >= (len(pieces) - 1) / 1000, f"{pieces} in {took} s")


@observes("T14")
def byte_by_byte(stage):
    """each byte by itself"""
    pieces, _ = pieces_of(stage)
    expect(len(pieces) > 100 and set(pieces) == {1}, f"{pieces}")


@observes("T15")
def split_in_two(stage):
    """seven bytes, then the rest"""
    pieces, took = pieces_of(stage)
    expect(len(pieces) == 2 and pieces[0] == 7 and took >= 0.005, f"{pieces} in {took} s")


@observes("T16")
def all_at_once(stage):
    """the answers to ten commands come as one piece"""
    wire = stage.logged_in()
    since = wire.mark()
    wire.send(b"".join(b"c%d CAPABILITY\r\n" % n for n in range(10)))
    for n in range(10):
        expect(wire.answer(f"c{n}").holds("* OK one"), "the rule did not fire")
    expect(len(wire.pieces(since)) == 1, f"{wire.pieces(since)}")


@observes("T17")
def slow_and_narrow(stage):
    """20 ms late, and 1400 bytes each millisecond"""
    wire = stage.selected()
    since, started = wire.mark(), time.monotonic()
    wire.ok("FETCH 1:* BODY.PEEK[]")
    pieces, took = wire.pieces(since), time.monotonic() - started
    expect(len(pieces) > 5 and max(pieces) == 1400 and took >= 0.02 + (len(pieces) - 1) / 1000, f"{len(pieces)} in {took} s")


@observes("T18", plain=True)
def late_fin(stage):
    """the goodbye at once, the FIN two seconds later"""
    wire = stage.logged_in()
    wire.ok("LOGOUT")
    said = time.monotonic()
    expect(not wire.more(1) and wire.end is None, "the FIN is not late")
    wire.rest()
    expect(wire.end == "fin" and time.monotonic() - said > 1.9, f"{wire.end} after {time.monotonic() - said} s")


@observes("T19")
def clear_text_inside(stage):
    """a line in clear amid the records"""
    wire = stage.logged_in()
    wire.say(SELECT)
    wire.rest()
    expect(b"* OK in clear\r\n" in wire.link.raw and wire.end.startswith("damaged"), f"it ends with {wire.end}")


@observes("T19", plain=True, scenario="""[[rule]]
on = { cmd = "NOOP" }
do = [{ tls = { flip_bit = true } }, { untagged = "OK whole" }]
""")
def flipped_bit(stage):
    """one bit of a line is another"""
    wire = stage.logged_in()
    whole = b"* OK whole\r\nx OK Success\r\n"
    wire.say("x NOOP")
    while len(wire.text) < len(whole) and wire.more():
        pass
    bits = int.from_bytes(wire.text, "big") ^ int.from_bytes(whole, "big")
    expect(len(wire.text) == len(whole) and bits.bit_count() == 1, f"{wire.text}")


@observes("T20")
def web_server(stage):
    """the port speaks HTTP"""
    link = Link(stage.port)
    link.push(b"\x16\x03\x01")
    expect((link.rest(), link.end) == (b"HTTP/1.1 400 Bad Request\r\n\r\n", "fin"), f"{link.raw} {link.end}")


@observes("T21")
def down_for_a_time(stage):
    """three seconds of refusals, then all is well"""
    Link(stage.port)
    expect(wait_until(lambda: is_refused(stage)), "nobody was refused")
    since = time.monotonic()
    expect(wait_until(lambda: not is_refused(stage)), "it stays down")
    expect(time.monotonic() - since > 2, f"down for {time.monotonic() - since} s only")
    stage.logged_in()


@observes("T24")
def all_cut_at_once(stage):
    """one command resets every connection"""
    wires = [stage.logged_in(), stage.greeted(), stage.selected()]
    wires[0].say(SELECT)
    for wire in wires:
        wire.rest()
        expect(wire.end == "rst", f"one ends with {wire.end}")
    stage.selected()
