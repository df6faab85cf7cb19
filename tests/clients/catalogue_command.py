"""Rows C: commands and their answers."""
import time, zlib
from catalogue_malformed import LINES
from stage import expect, observes

NO = "NO System Error (Failure)"


@observes("C1")
def refused(stage):
    """NO to a FETCH of bodies, once"""
    wire = stage.selected()
    expect(wire.ask("UID FETCH 1:* BODY.PEEK[HEADER]").status == NO, "not refused")
    wire.ok("UID FETCH 1:* BODY.PEEK[HEADER]")


@observes("C1", scenario="""[[rule]]
on = { cmd = "UID FETCH", args = "FETCH 3 " }
do = [{ reply = "NO System Error (Failure)" }]
times = "any"
""")
def one_uid_always(stage):
    """NO for one UID whenever it is asked for, and for no other"""
    wire = stage.selected()
    answers = [wire.ask(f"UID FETCH {uid} FLAGS").status[:2] for uid in (2, 3, 4, 3)]
    expect(answers == ["OK", "NO", "OK", "NO"], f"{answers}")


@observes("C2")
def bad(stage):
    """BAD, however often one asks"""
    wire = stage.selected()
    answers = {wire.ask("UID FETCH 1 FLAGS").status for _ in range(3)}
    expect(answers == {"BAD Could not parse command"}, f"{answers}")


EXPIRED = "* BYE Session expired, please login again."


@observes("C3")
def bye_instead(stage):
    """BYE in place of the answer"""
    wire = stage.selected()
    answer = wire.ask("UID FETCH 1:* FLAGS")
    expect((answer.said, answer.status, wire.end) == ([EXPIRED], None, "notify"), f"{answer.said} {wire.end}")


@observes("C3", scenario="""[[rule]]
on = { cmd = "UID FETCH", line = 30 }
do = [{ bye = "Session expired, please login again." }]
""")
def bye_inside(stage):
    """BYE in the midst of the answer"""
    wire = stage.selected()
    answer = wire.ask("UID FETCH 1:* FLAGS")
    expect(answer.holds("FETCH (") and answer.said[-1] == EXPIRED and answer.status is None, f"{answer.said}")


@observes("C4")
def hangup(stage):
    """the end, without BYE"""
    wire = stage.selected()
    answer = wire.ask("UID FETCH 1:* FLAGS")
    expect((answer.said, wire.end) == ([], "notify"), f"{answer.said} {wire.end}")


@observes("C5")
def swallowed(stage):
    """no answer to one command, and one to the next"""
    wire = stage.selected()
    wire.say("x UID FETCH 1:* FLAGS")
    answer = wire.ask("NOOP")
    expect(answer.status.startswith("OK") and not answer.said, f"{answer.said}")


@observes("C6")
def wrong_tag(stage):
    """an answer with a tag that nobody said, and none with ours"""
    wire = stage.selected()
    wire.say("x UID FETCH 1:* FLAGS")
    expect(wire.ask("NOOP").said == ["zz99 OK Success"], "something else")


@observes("C7")
def no_data(stage):
    """OK, and no FETCH"""
    answer = stage.selected().ask("UID FETCH 1:* FLAGS")
    expect((answer.said, answer.status) == ([], "OK Success"), f"{answer.said}")


@observes("C7", scenario="""[[rule]]
on = { cmd = "UID FETCH" }
do = [{ raw = "* 2 FETCH (FLAGS ())\\r\\n* 1 FETCH (UID 1 FLAGS ())\\r\\n* 1 FETCH (RFC822.SIZE 9 UID 1)\\r\\n" }, { reply = "OK Success" }]
""")
def odd_data(stage):
    """one without UID, one message twice, in another order"""
    answer = stage.selected().ask("UID FETCH 1:2 (FLAGS RFC822.SIZE)")
    expect(answer.said == ["* 2 FETCH (FLAGS ())", "* 1 FETCH (UID 1 FLAGS ())", "* 1 FETCH (RFC822.SIZE 9 UID 1)"],
           f"{answer.said}")


@observes("C8")
def part_of_the_data(stage):
    """some messages, then NO"""
    wire = stage.selected()
    answer = wire.ask("UID FETCH 1:* FLAGS")
    expect(0 < len(answer.said) < exists(wire) and answer.status == "NO Some messages could not be FETCHed (Failure)",
           f"{len(answer.said)} and {answer.status}")
    expect(wire.ok("NOOP").said == [], "something of the answer came behind it")


def exists(wire):
    return int(next(line for line in wire.select.said if line.endswith(" EXISTS")).split()[1])


@observes("C9")
def unsolicited(stage):
    """OK and FLAGS at each command, unasked"""
    wire = stage.selected()
    for command in ("NOOP", "UID FETCH 1 FLAGS", "UID SEARCH ALL"):
        answer = wire.ok(command)
        expect(answer.said[0] == "* OK Still here" and answer.said[1].startswith("* FLAGS ("), f"{answer.said}")


@observes("C9", scenario="""[[rule]]
name = "mail"
on = { cmd = "NOOP", nth = 1 }
do = [{ mailbox = { deliver = 1 } }]
[[rule]]
name = "flags"
on = { cmd = "NOOP", nth = 2 }
do = [{ mailbox = { which = "oldest 1", add_flags = ["\\\\Flagged"] } }]
[[rule]]
name = "gone"
on = { cmd = "NOOP", nth = 3 }
do = [{ mailbox = { expunge = "oldest 1" } }]
""")
def changes_of_others(stage):
    """EXISTS, FETCH and EXPUNGE, because another client works"""
    wire = stage.selected()
    count = exists(wire)
    said = [wire.ok("NOOP").said for _ in range(3)]
    expect(f"* {count + 1} EXISTS" in said[0], f"{said}")
    expect(said[1][0].startswith("* 1 FETCH (") and "\\Flagged" in said[1][0], f"{said}")
    expect("* 1 EXPUNGE" in said[2], f"{said}")


@observes("C10")
def pipelined(stage):
    """three commands at once: the second fails, the order is kept"""
    wire = stage.selected()
    wire.send(b"p1 UID FETCH 1 FLAGS\r\np2 UID FETCH 2 FLAGS\r\np3 UID FETCH 3 FLAGS\r\n")
    said = []
    while len([line for line in said if line.startswith("p")]) < 3:
        said.append(wire.response())
    tagged = [line for line in said if line.startswith("p")]
    expect([line[:5] for line in tagged] == ["p1 OK", "p2 NO", "p3 OK"], f"{said}")


def labels(wire, uid):
    return wire.ok(f"UID FETCH {uid} X-GM-LABELS").said


@observes("C11")
def lying_ok(stage):
    """OK to a STORE that did nothing"""
    wire = stage.selected()
    answer = wire.ask("UID STORE 1 +X-GM-LABELS (lied)")
    expect((answer.said, answer.status) == ([], "OK Success [THROTTLED]"), f"{answer.said} {answer.status}")
    expect("lied" not in labels(wire, 1)[0], "the label is there")


@observes("C12")
def lost_answer(stage):
    """a STORE that was done, and RST in place of its answer"""
    wire = stage.selected()
    expect((wire.ask("UID STORE 1 +X-GM-LABELS (done)").status, wire.end) == (None, "rst"), f"{wire.end}")
    expect("done" in labels(stage.selected(), 1)[0], "the label is not there")


@observes("C13")
def late_effect(stage):
    """OK at once, and half a minute in which FETCH and SEARCH, on another connection too, see the message as it was"""
    wire, other = stage.selected(), stage.selected()
    expect(wire.ok("UID STORE 1 +X-GM-LABELS (late)").said[:-1] == [], "more than OK is said")
    for reader in (wire, other):
        expect(not any("late" in line for line in labels(reader, "1")), "the label is there")
        expect(reader.ok("UID SEARCH X-GM-LABELS late").said[0] == "* SEARCH", "it is found")


@observes("C13", scenario="""[[rule]]
on = { cmd = "UID STORE" }
do = [{ late = "1s" }]
""")
def effect_comes(stage):
    """a second later it is there, although its connection has ended"""
    wire, other = stage.selected(), stage.selected()
    wire.ok("UID STORE 1 +X-GM-LABELS (late)")
    wire.ok("LOGOUT")
    expect(not any("late" in line for line in labels(other, "1")), "the label is there too early")
    until = time.monotonic() + 20
    while not any("late" in line for line in labels(other, "1")):
        expect(time.monotonic() < until, "the label never comes")


@observes("C14")
def half_done(stage):
    """NO to a STORE, and the first message of its set alone is changed"""
    wire = stage.selected()
    answer = wire.ask("UID STORE 1:3 +X-GM-LABELS (half)")
    expect(answer.status == "NO Some messages could not be changed (Failure)", answer.status)
    changed = ["half" in line for line in labels(wire, "1:3") if "FETCH" in line]
    expect(changed == [True, False, False], f"{changed}")


@observes("C14", scenario="""[[rule]]
on = { cmd = "UID COPY" }
do = [{ apply_first = 2 }]
""")
def half_copied(stage):
    """OK to a COPY of three, whose COPYUID names two"""
    wire = stage.selected()
    wire.ok("CREATE half")
    status = wire.ask("UID COPY 1:3 half").status
    expect(" 1:2 1:2]" in status, status)


@observes("C15")
def malformed(stage):
    """a code without text"""
    expect(stage.selected().ok("NOOP").said[0] == LINES["no-text"].decode().strip(), "something else")


@observes("C15", scenario="".join(f'[[rule]]\non = {{ cmd = "NOOP", nth = {n} }}\ndo = [{{ preset = "{name}" }}]\n'
                                   for n, name in enumerate(LINES, 1)))
def all_malformed(stage):
    """each malformed line, byte for byte"""
    wire = stage.selected()
    for n, (name, line) in enumerate(LINES.items()):
        wire.say(f"n{n} NOOP")
        end = f"n{n} OK Success\r\n".encode()
        while not wire.text.endswith(end) and wire.more():
            pass
        expect(wire.text == line + end, f"{name}: {wire.text}")
        wire.text = b""


@observes("C16")
def long_line(stage):
    """a number of a million digits"""
    expect(stage.selected().ok("NOOP").said[0] == "* " + "0" * 1_000_000 + " EXISTS", "something else")


@observes("C16", scenario="[[rule]]\non = { cmd = \"NOOP\" }\ndo = [{ raw = \"* LIST \" }, " + "{ raw = \"" + "(" * 10_000 + "\" }, "
          "{ raw = \"" + ")" * 10_000 + "\\r\\n* 4294967296 EXISTS\\r\\n* 18446744073709551616 EXISTS\\r\\n* -1 EXISTS\\r\\n"
          "* 007 EXISTS\\r\\n\" }]\n")
def out_of_range(stage):
    """10,000 parentheses; 2^32, 2^64, -1, leading zeros"""
    said = stage.selected().ok("NOOP").said
    expect(said[0] == "* LIST " + "(" * 10_000 + ")" * 10_000, said[0][:30])
    expect(said[1:] == ["* 4294967296 EXISTS", "* 18446744073709551616 EXISTS", "* -1 EXISTS", "* 007 EXISTS"], f"{said[1:]}")


@observes("C17")
def variance(stage):
    """odd case, two blanks, unknown data with a literal"""
    said = stage.selected().ok("NOOP").said
    expect(said == ["* oK  [XNEW a]  text", '* XUNKNOWN ("a" {1}\r\nb)'], f"{said}")


@observes("C18")
def warnings(stage):
    """untagged NO and BAD, then OK"""
    said = stage.selected().ok("NOOP").said
    expect(said == ["* NO [ALERT] Storage is nearly full", "* BAD [CLIENTBUG] You can do better"], f"{said}")


@observes("C19")
def continuation(stage):
    """a continuation that nobody waits for"""
    answer = stage.selected().ok("UID FETCH 1 FLAGS")
    expect(answer.said[0] == "+ go on" and answer.holds("FETCH ("), f"{answer.said}")


@observes("C20")
def no_copyuid(stage):
    """OK to a COPY, without COPYUID"""
    wire = stage.selected()
    wire.ok("CREATE There")
    expect(wire.ask("UID COPY 1 There").status == "OK Success", "something else")
    expect("COPYUID" in wire.ask("UID COPY 1 There").status, "the next one has none either")


@observes("C20", scenario="""[[rule]]
on = { cmd = "UID COPY" }
do = [{ apply_then = "nothing" }, { reply = "OK [COPYUID 7 3,1,2 9:11] (Success)" }]
""")
def shuffled_copyuid(stage):
    """COPYUID in no order"""
    wire = stage.selected()
    wire.ok("CREATE There")
    expect(wire.ask("UID COPY 1:3 There").status == "OK [COPYUID 7 3,1,2 9:11] (Success)", "something else")


@observes("C21")
def other_capabilities(stage):
    """a smaller list in the midst of the session"""
    said = stage.selected().ok("NOOP").said
    expect(said == ["* CAPABILITY IMAP4rev1 UNSELECT IDLE"], f"{said}")


@observes("C22")
def broken_compression(stage):
    """OK to COMPRESS, and what follows is not deflated"""
    wire = stage.logged_in()
    wire.ok("COMPRESS DEFLATE")
    wire.say("x NOOP")
    while not wire.text and wire.more():
        pass
    try:
        zlib.decompressobj(-zlib.MAX_WBITS).decompress(wire.text)
        raise AssertionError(f"it can be inflated: {wire.text}")
    except zlib.error:
        pass
