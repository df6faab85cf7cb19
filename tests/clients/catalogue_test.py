"""Each row of the catalogue as somebody sees it who shares no code with the server: raw sockets, Python's ssl, openssl, http.client.

catalogue_test.py FAKE-GMAIL [ROW...] plays only those rows. A row that no server can play has to say why."""
import collections, concurrent.futures, re, subprocess, sys, time
import catalogue_command, catalogue_literal, catalogue_login, catalogue_mailbox, catalogue_oauth, catalogue_policy
import catalogue_tls, catalogue_transport
from catalogue_malformed import LINES
from stage import OBSERVERS, play

AT_ONCE = 12  # Most conversations wait for something.
LONGEST_FIRST = ("A11", "T21", "T1", "T2", "T18", "O8")


class Row:
    def __init__(self, head):
        self.id, self.fault = head.split("  ", 1)
        self.note, self.has_scenario = "", False


def listed(program):
    """The rows of `fake-gmail --list`: a line each, then its note and its scenario, indented."""
    rows = []
    for line in subprocess.run([program, "--list"], text=True, stdout=subprocess.PIPE, check=True).stdout.splitlines():
        if re.match(r"[A-Z]\d+  ", line):
            rows.append(Row(line))
        elif line.startswith("    # "):
            rows[-1].note = line[6:]
        elif line.startswith("    "):
            rows[-1].has_scenario = True
    return rows


def left_out(rows):
    """What the catalogue says and nobody looks at, and the other way round."""
    watched = collections.Counter(observer.row for observer in OBSERVERS)
    for row in rows:
        if row.has_scenario and not watched[row.id]:
            yield f"{row.id}: nobody observes it"
        if not row.has_scenario and not row.note:
            yield f"{row.id}: it has no scenario and does not say why"
        if not row.has_scenario and watched[row.id]:
            yield f"{row.id}: it is observed, and cannot be played"
        if row.id == "C15" and set(row.note.partition(": ")[2].split()) != set(LINES):
            yield f"C15: the malformed lines are not those of catalogue_malformed.py: {row.note}"
    for row_id in watched.keys() - {row.id for row in rows}:
        yield f"{row_id}: there is no such row"


def main(program, *wanted):
    rows = listed(program)
    wrong = list(left_out(rows))
    chosen = [observer for observer in OBSERVERS if not wanted or observer.row in wanted]
    chosen.sort(key=lambda observer: observer.row not in LONGEST_FIRST)
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for observer, found in zip(chosen, pool.map(lambda each: play(program, each), chosen)):
            print(f"{observer.row}: {observer.what}: {found or 'seen'}", flush=True)
            if found:
                wrong.append(f"{observer.row}: {found}; again: {sys.argv[0]} {program} {observer.row}")
    for row in rows:
        if not row.has_scenario and not wanted:
            print(f"{row.id}: cannot be played: {row.note}")
    print(f"{len(chosen)} conversations over {len({observer.row for observer in chosen})} rows "
          f"in {time.monotonic() - started:.1f} s, {len(wrong)} wrong")
    for each in wrong:
        print(each)
    return 1 if wrong or not chosen else 0


raise SystemExit(main(*sys.argv[1:]))
