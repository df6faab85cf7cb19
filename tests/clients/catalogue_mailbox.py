"""Rows B: what other clients do to the mailbox."""
import re, time
from stage import expect, observes


def code(answer, name):
    """The number of a response code."""
    for line in [*answer.said, answer.status]:
        if found := re.search(rf"\[{name} (\d+)\]", line):
            return int(found[1])
    raise AssertionError(f"no {name}: {answer.said}")


def exists(answer):
    return next(int(line.split()[1]) for line in answer.said if line.endswith(" EXISTS"))


@observes("B1")
def renewed_at_select(stage):
    """another UIDVALIDITY at the next SELECT"""
    wire = stage.selected()
    before = code(wire.select, "UIDVALIDITY")
    wire.ok("LOGOUT")
    expect(code(stage.selected().select, "UIDVALIDITY") > before, "the same UIDVALIDITY")


@observes("B2")
def renewed_while_selected(stage):
    """BYE in place of a FETCH, and another UIDVALIDITY behind it"""
    wire = stage.selected()
    before = code(wire.select, "UIDVALIDITY")
    expect(wire.ask("UID FETCH 1:* FLAGS").said == ["* BYE Session expired, please login again."], "something else")
    expect(code(stage.selected().select, "UIDVALIDITY") > before, "the same UIDVALIDITY")


@observes("B3")
def low_uidnext(stage):
    """UIDNEXT 1 in a mailbox with messages"""
    select = stage.selected().select
    expect("* OK [UIDNEXT 1] Predicted next UID." in select.said and exists(select) > 0, f"{select.said}")


@observes("B4")
def gone_between(stage):
    """a message is expunged between its SEARCH and its STORE, which does not tell of it"""
    wire = stage.selected()
    uid = wire.ok("UID SEARCH ALL").said[0].split()[2]
    answer = wire.ok(f"UID STORE {uid} +X-GM-LABELS (late)")
    expect(not answer.holds("FETCH ("), f"{answer.said}")
    said = answer.said + wire.ok("NOOP").said
    expect("* 1 EXPUNGE" in said and wire.ok(f"UID FETCH {uid} FLAGS").said == [], f"{said}")


@observes("B5")
def expunge_inside_a_fetch(stage):
    """EXPUNGE and a smaller EXISTS amid the FETCH lines, told once; the numbers behind them are one less"""
    wire = stage.selected()
    count = exists(wire.select)
    said = wire.ok("UID FETCH 1:* FLAGS").said
    at = said.index("* 1 EXPUNGE")
    expect(said[at + 1] == f"* {count - 1} EXISTS", f"{said}")
    before, after = [int(line.split()[1]) for line in said[:at]], [int(line.split()[1]) for line in said[at + 2:]]
    expect(before and after and after == list(range(before[-1], count)), f"{before} and {after}")
    expect(wire.ok("NOOP").said == [], "it is told again")


@observes("B6")
def labelled_by_another(stage):
    """a label that we did not give is on the message"""
    wire = stage.selected()
    uid = wire.ok("UID SEARCH ALL").said[0].split()[-1]
    answer = wire.ok(f"UID STORE {uid} +X-GM-LABELS (ours)")
    said = wire.ok(f"UID FETCH {uid} X-GM-LABELS").said
    expect("Mine" in said[0] and "ours" in said[0], f"{answer.said} {said}")


def folders(wire):
    return {line.rpartition(' "/" ')[2].strip('"') for line in wire.ok('LIST "" *').said}


@observes("B7", count=0)
def renamed(stage):
    """a label has another name in the midst of the work"""
    wire = stage.selected()
    expect("Travel" in folders(wire), "there was no such label")
    wire.ok("UID STORE 1 +X-GM-LABELS (other)")
    names = folders(wire)
    expect("Trips" in names and "Travel" not in names, f"{names}")
    expect(wire.ask("SELECT Travel").status.startswith("NO "), "the old name can be selected")


@observes("B8", count=0)
def deleted(stage):
    """the selected mailbox is gone: all its messages are expunged, and it cannot be selected any more"""
    wire = stage.selected("Travel")
    count = exists(wire.select)
    answer = wire.ask("UID FETCH 1:* FLAGS")
    expect(count > 0 and answer.said.count("* 1 EXPUNGE") == count and answer.said[-1] == "* 0 EXISTS", f"{answer.said}")
    other = stage.logged_in()
    expect("Travel" not in folders(other) and other.ask("SELECT Travel").status.startswith("NO "), "it is still there")


@observes("B9")
def over_quota(stage):
    """NO [OVERQUOTA] to a STORE"""
    wire = stage.selected()
    expect(wire.ask("UID STORE 1 +X-GM-LABELS (more)").status == "NO [OVERQUOTA] Quota exceeded (Failure)", "something else")


@observes("B10")
def a_thousand(stage):
    """a thousand mails come as the mailbox is selected"""
    expect(exists(stage.selected().select) >= 1000, "fewer")


@observes("B10", scenario="seed = 1\n", count=0)
def none(stage):
    """no message at all"""
    expect(exists(stage.selected().select) == 0, "some")


@observes("B11")
def modseq_zero(stage):
    """HIGHESTMODSEQ 0"""
    select = stage.selected().select
    expect(select.holds("* OK [HIGHESTMODSEQ 0]"), f"{select.said}")


@observes("B12")
def other_tree(stage):
    """[Google Mail], in German, and no folder with the role All"""
    wire = stage.logged_in()
    said = wire.ok('LIST "" *').said
    expect(any("\\Trash" in line and '"[Google Mail]/Papierkorb"' in line for line in said), f"{said}")
    expect(any('"[Google Mail]/Entw&APw-rfe"' in line and "\\Drafts" in line for line in said), f"{said}")
    expect(not any("\\All" in line for line in said), f"{said}")


@observes("B13")
def silent_store(stage):
    """OK to a STORE, no FETCH, and it was done"""
    wire = stage.selected()
    answer = wire.ask("UID STORE 1 +X-GM-LABELS (quiet)")
    expect((answer.said, answer.status) == ([], "OK Success"), f"{answer.said}")
    expect("quiet" in wire.ok("UID FETCH 1 X-GM-LABELS").said[0], "it was not done")


def expunged(stage):
    """A message of no label but the inbox's is expunged there; the folders where it still is."""
    wire = stage.selected()
    message = f"b13-{time.monotonic_ns()}@mail.example"
    text = f"Message-ID: <{message}>\r\n\r\nx\r\n"
    wire.say(f"p APPEND INBOX {{{len(text)}+}}\r\n{text}")
    expect(wire.answer("p").status.startswith("OK"), "APPEND is refused")
    uid = wire.ok(f"UID SEARCH HEADER Message-ID {message}").said[-1].split()[-1]
    wire.ok(f"UID STORE {uid} +FLAGS.SILENT (\\Deleted)")
    wire.ok(f"UID EXPUNGE {uid}")
    places = []
    for folder in ("INBOX", "[Gmail]/All Mail", "[Gmail]/Trash"):
        wire.ok(f'SELECT "{folder}"')
        if wire.ok(f"UID SEARCH HEADER Message-ID {message}").said[-1] != "* SEARCH":
            places.append(folder)
    return places


@observes("B13", scenario='folders = { expunge_behavior = "archive", auto_expunge = false }\n')
def archives(stage):
    """what is expunged from the inbox stays in All Mail"""
    expect(expunged(stage) == ["[Gmail]/All Mail"], f"{expunged(stage)}")


@observes("B13", scenario='folders = { expunge_behavior = "trash" }\n')
def trashes(stage):
    """what is expunged from its last folder is in the trash, \\Deleted alone expunges"""
    expect(expunged(stage) == ["[Gmail]/Trash"], f"{expunged(stage)}")


@observes("B13", scenario='folders = { expunge_behavior = "delete_forever" }\n')
def deletes(stage):
    """what is expunged from its last folder is nowhere"""
    expect(expunged(stage) == [], f"{expunged(stage)}")


@observes("B14")
def several_uids(stage):
    """one message under two names: one X-GM-MSGID, two folders"""
    wire = stage.selected()
    count = exists(wire.select)
    first = wire.ok(f"FETCH {count} X-GM-MSGID").said[0]
    wire.ok("SELECT Also")
    second = wire.ok("FETCH 1 X-GM-MSGID").said[0]
    ids = [re.search(r"X-GM-MSGID (\d+)", line)[1] for line in (first, second)]
    expect(ids[0] == ids[1], f"{ids}")
