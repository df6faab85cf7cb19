"""Rows M and I: literals, and IDLE."""
import time
from stage import expect, observes


@observes("M1")
def cut_literal(stage):
    """RST behind ten bytes of a literal"""
    wire = stage.selected()
    wire.say("x FETCH 1 BODY.PEEK[]")
    said = wire.rest()
    expect(wire.end == "rst" and len(said.partition(b"}\r\n")[2]) <= 10, f"{said} {wire.end}")


@observes("M1", scenario="[[rule]]\non = { literal_byte = 10 }\ndo = [{ stall = true }]\n")
def stalled_literal(stage):
    """silence behind ten bytes of a literal"""
    wire = stage.selected()
    wire.say("x FETCH 1 BODY.PEEK[]")
    while len(wire.text.partition(b"}\r\n")[2]) < 10 and wire.more():
        pass
    stage.expect_silence(wire)
    expect(len(wire.text.partition(b"}\r\n")[2]) == 10, f"{wire.text}")


def fetched(stage):
    """What is said to a FETCH, unframed."""
    wire = stage.selected()
    wire.say("x UID FETCH 1 BODY.PEEK[HEADER]")
    while not wire.text.endswith(b"x OK Success\r\n") and wire.more():
        pass
    return wire.text


@observes("M2")
def too_few(stage):
    """100 bytes announced, fewer sent, then an ordinary line"""
    said = fetched(stage)
    expect(said == b"* 1 FETCH (UID 1 BODY[HEADER] {100}\r\nshort\r\n)\r\nx OK Success\r\n", f"{said}")


@observes("M3")
def too_many(stage):
    """three bytes announced, more sent"""
    said = fetched(stage)
    expect(said == b"* 1 FETCH (UID 1 BODY[HEADER] {3}\r\nmuch too long)\r\nx OK Success\r\n", f"{said}")


@observes("M4")
def two_to_the_63rd(stage):
    """2^63 bytes announced"""
    wire = stage.selected()
    wire.say("x UID FETCH 1 BODY.PEEK[]")
    expect(wire.line() == b"* 1 FETCH (UID 1 BODY[] {9223372036854775808}", "something else")


SIZES = ["{0}", "{2147483648}", "{4294967296}", "{-1}", "{+}", "{5+}", "~{5}"]


@observes("M4", scenario="".join(f'[[rule]]\non = {{ cmd = "NOOP", nth = {n} }}\ndo = [{{ raw = "* 1 FETCH (BODY[] {size}\\r\\n" }}]\n'
                                  for n, size in enumerate(SIZES, 1)))
def odd_sizes(stage):
    """0, 2^31, 2^32, -1, {+}, {5+} and ~{5}"""
    wire = stage.selected()
    for n, size in enumerate(SIZES):
        wire.say(f"n{n} NOOP")
        said = [wire.line(), wire.line()]
        expect(said == [f"* 1 FETCH (BODY[] {size}".encode(), f"n{n} OK Success".encode()], f"{said}")


@observes("M5")
def lines_inside(stage):
    """a tagged line and BYE inside a literal"""
    answer = stage.selected().ok("UID FETCH 1 FLAGS")
    expect(answer.said[0] == "* 1 FETCH (BODY[TEXT] {19}\r\na1 OK done\r\n* BYE\r\n)", f"{answer.said}")


@observes("M6")
def literal_name(stage):
    """a mailbox name as a literal"""
    expect(stage.logged_in().ok('LIST "" *').said[0] == '* LIST () "/" {7}\r\nLiteral', "something else")


@observes("M7")
def cut_before_the_first_byte(stage):
    """FIN between } CRLF and the first byte"""
    wire = stage.selected()
    wire.say("x FETCH 1 BODY.PEEK[]")
    expect(wire.rest().endswith(b"}\r\n") and wire.end == "truncated", f"{wire.end}")


@observes("M8")
def no_go_ahead(stage):
    """a literal is announced, and no + comes"""
    wire = stage.selected()
    wire.say("x APPEND INBOX {10}")
    stage.expect_silence(wire)


@observes("M8", scenario="""[[rule]]
on = { phase = "go_ahead", cmd = "APPEND", nth = 1 }
do = [{ reply = "NO [LIMIT] Not so large" }]
[[rule]]
on = { phase = "go_ahead", cmd = "APPEND", nth = 2 }
do = [{ reply = "BAD Could not parse command" }]
[[rule]]
on = { phase = "go_ahead", cmd = "APPEND", nth = 3 }
do = [{ close = "fin" }]
""")
def refused_literal(stage):
    """NO, then BAD, then FIN in place of +, and the session goes on"""
    wire = stage.selected()
    answers = [wire.ask("APPEND INBOX {10}") for _ in range(2)]
    expect([answer.status for answer in answers] == ["NO [LIMIT] Not so large", "BAD Could not parse command"], f"{answers}")
    expect(not answers[0].said and wire.ok("NOOP").said == [], "something else too")
    expect((wire.ask("APPEND INBOX {10}").status, wire.end) == (None, "truncated"), f"{wire.end}")


@observes("I1")
def refused(stage):
    """BAD, however often one asks"""
    wire = stage.selected()
    expect([wire.ask("IDLE").status for _ in range(2)] == ["BAD Not supported"] * 2, "something else")


def idling(stage):
    wire = stage.selected()
    wire.say("i IDLE")
    expect(wire.response() == "+ idling", "no IDLE")
    return wire


@observes("I2")
def done_without_answer(stage):
    """nothing is said to DONE"""
    wire = idling(stage)
    wire.say("DONE")
    stage.expect_silence(wire)


@observes("I3", plain=True)
def dead_link(stage):
    """silence, and DONE is not even acknowledged"""
    wire = idling(stage)
    time.sleep(1.2)  # The rule waits for a second of silence.
    wire.say("DONE")
    stage.expect_silence(wire)
    expect(wire.link.unacknowledged() > 0, "the bytes were acknowledged")


@observes("I4")
def bye(stage):
    """BYE after two seconds"""
    since = time.monotonic()
    wire = idling(stage)
    expect(wire.response() == "* BYE Session expired, please login again." and not wire.more(), "something else")
    expect(wire.end == "notify" and time.monotonic() - since > 1.8, f"{wire.end} after {time.monotonic() - since} s")


@observes("I5")
def ends_by_itself(stage):
    """the tagged OK without DONE, and the session goes on"""
    wire = idling(stage)
    expect(wire.answer("i").status == "OK IDLE terminated (Success)", "something else")
    wire.ok("NOOP")


@observes("I6")
def storm(stage):
    """keepalive lines, EXISTS after EXISTS, and the EXPUNGE of a message"""
    wire = idling(stage)
    said = []
    while not any(line.endswith(" EXPUNGE") for line in said):
        said.append(wire.response())
        expect(said[-1] is not None, f"{said}")
    expect("* OK Still here" in said and sum(line.endswith(" EXISTS") for line in said) >= 10, f"{said}")
    wire.say("DONE")
    expect(wire.answer("i").status.startswith("OK"), "no answer to DONE")


@observes("I7")
def deaf(stage):
    """mail comes, IDLE says nothing, and NOOP does"""
    wire = idling(stage)
    other = stage.logged_in()
    count = wire.select.said
    before = next(line for line in count if line.endswith(" EXISTS"))
    while before.split()[1] == messages(other):
        time.sleep(0.02)
    expect(not wire.more(0.3), f"{wire.text}")
    wire.say("DONE")
    answer = wire.answer("i")
    expect((answer.said, answer.status) == ([], "OK IDLE terminated (Success)"), f"{answer.said} {answer.status}")
    expect(wire.ok("NOOP").said[0].endswith(" EXISTS"), "NOOP says nothing")


def messages(wire):
    return wire.ok("STATUS INBOX (MESSAGES)").said[0].rpartition(" ")[2].rstrip(")")
