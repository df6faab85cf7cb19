"""Four clients at once on one mailbox of the rfc profile: flags, expunges, appends, copies, searches, drawn from a seed. What RFC 3501
and 7162 promise must hold at every response. stress_test.py FAKE-GMAIL [SECONDS [SEED]]"""
import random, re, sys, threading, time
from stage import expect, staged
from wire import LIMIT

CLIENTS = 4
FLAGS = ["\\Seen", "\\Flagged", "\\Answered", "\\Draft", "red", "blue"]
SILENT_ABOUT_EXPUNGE = ("FETCH", "STORE", "SEARCH")  # RFC 3501 7.4.1; by UID it may be told.
ROOM = 120  # Messages, beyond which the clients rather expunge than append.


class Shared:
    """What all clients have seen of the mailbox."""
    def __init__(self):
        self.lock, self.given, self.stop = threading.Lock(), set(), threading.Event()

    def give(self, uids, what):
        with self.lock:
            for uid in uids:
                expect(uid not in self.given, f"{what}: UID {uid} was given before")
                self.given.add(uid)


class Client:
    def __init__(self, stage, shared, seed):
        self.wire, self.shared, self.random = stage.selected("INBOX (CONDSTORE)"), shared, random.Random(seed)
        self.uids, self.gone, self.modseqs, self.flags = [], set(), {}, {}
        self.uidnext, self.asked, self.last = 0, 0, ""
        self.take("SELECT", self.wire.select)
        self.ask("UID FETCH 1:* (FLAGS MODSEQ)")

    def ask(self, command):
        self.last, self.asked = command.partition("\r\n")[0], self.asked + 1
        answer = self.wire.ask(command)
        expect(answer.status is not None, f"{self.last}: no answer ({self.wire.end})")
        self.take(command.split()[0].upper(), answer)
        expect(not answer.status.startswith("BAD"), f"{self.last}: {answer.status}")
        return answer

    def take(self, verb, answer):
        for line in answer.said:
            if found := re.match(r"\* (\d+) (EXISTS|EXPUNGE|FETCH)(.*)", line, re.S):
                getattr(self, found[2].lower())(int(found[1]), found[3], verb)
        for line in (*answer.said, answer.status):
            if found := re.search(r"\[UIDNEXT (\d+)\]", line):
                self.see_uidnext(int(found[1]))

    def see_uidnext(self, uidnext):
        expect(uidnext >= self.uidnext, f"{self.last}: UIDNEXT falls from {self.uidnext} to {uidnext}")
        self.uidnext = uidnext

    def exists(self, count, _, __):
        expect(count >= len(self.uids), f"{self.last}: EXISTS {count} of {len(self.uids)} without EXPUNGE")
        self.uids += [None] * (count - len(self.uids))

    def expunge(self, number, _, verb):
        expect(verb not in SILENT_ABOUT_EXPUNGE, f"{self.last}: EXPUNGE where none is allowed")
        expect(1 <= number <= len(self.uids), f"{self.last}: EXPUNGE {number} of {len(self.uids)}")
        uid = self.uids.pop(number - 1)
        self.gone.add(uid)
        self.flags.pop(uid, None)

    def fetch(self, number, data, _):
        expect(1 <= number <= len(self.uids), f"{self.last}: FETCH {number} of {len(self.uids)}")
        if found := re.search(r"\bUID (\d+)", data):
            self.see_uid(number, int(found[1]))
        uid = self.uids[number - 1]
        if uid is None:
            return
        if found := re.search(r"MODSEQ \((\d+)\)", data):
            modseq = int(found[1])
            expect(modseq >= self.modseqs.get(uid, 1), f"{self.last}: MODSEQ of {uid} falls to {modseq}")
            self.modseqs[uid] = modseq
        if found := re.search(r"FLAGS \(([^)]*)\)", data):
            self.flags[uid] = frozenset(found[1].split()) - {"\\Recent"}

    def see_uid(self, number, uid):
        known = self.uids[number - 1]
        expect(known in (None, uid), f"{self.last}: message {number} is UID {known}, and now {uid}")
        expect(uid not in self.gone, f"{self.last}: UID {uid} was expunged")
        below = [each for each in self.uids[:number - 1] if each is not None]
        above = [each for each in self.uids[number:] if each is not None]
        expect((not below or below[-1] < uid) and (not above or uid < above[0]), f"{self.last}: UIDs do not ascend at {number}")
        self.uids[number - 1] = uid

    def step(self):
        draw = self.random
        count = max(1, len(self.uids))
        first, last = sorted(draw.randint(1, count) for _ in range(2))
        uid = draw.choice([each for each in self.uids if each] or [1])
        flag, sign = draw.choice(FLAGS), draw.choice("+-")
        if not self.uids or (len(self.uids) < ROOM and draw.random() < 0.15):
            mail = f"Subject: {draw.random()}\r\n\r\nx\r\n"
            self.wire.say(f"ap APPEND INBOX ({flag}) {{{len(mail)}}}")
            while (line := self.wire.response()) is not None and not line.startswith("+"):
                self.take("APPEND", type(self.wire.select)([line], ""))
            self.last = "APPEND"
            self.wire.say(mail)
            answer = self.wire.answer("ap")
            self.take("APPEND", answer)
            self.shared.give([int(re.search(r"\[APPENDUID \d+ (\d+)\]", answer.status)[1])], "APPEND")
            return
        choice = draw.randrange(10 if len(self.uids) < ROOM else 12)
        if choice == 0:
            self.ask(f"STORE {first}:{last} {sign}FLAGS ({flag})")
        elif choice == 1:
            self.ask(f"UID STORE {uid} {sign}FLAGS.SILENT ({flag})")
        elif choice == 2:
            self.ask(f"FETCH {first}:{last} (UID FLAGS MODSEQ)")
        elif choice == 3:
            self.ask(f"UID FETCH {uid}:* (FLAGS MODSEQ)")
        elif choice == 4:
            self.search(f"SEARCH {flag.lstrip(chr(92)).upper()}" if flag[0] == "\\" else f"SEARCH KEYWORD {flag}")
        elif choice == 5:
            self.search_uids()
        elif choice == 6 and len(self.uids) < ROOM:
            self.copy(uid)
        elif choice == 7:
            said = self.ask("STATUS Other (UIDNEXT MESSAGES)").said
            expect(len([line for line in said if line.startswith("* STATUS")]) == 1, f"{said}")
        elif choice == 8:
            self.ask("NOOP")
        else:
            self.ask(f"UID STORE {uid} +FLAGS.SILENT (\\Deleted)")
            self.ask(f"UID EXPUNGE {uid}")

    def search(self, command):
        for line in self.ask(command).said:
            if line.startswith("* SEARCH"):
                numbers = [int(each) for each in line.partition(" (")[0].split()[2:]]
                expect(all(1 <= each <= len(self.uids) for each in numbers), f"{command}: {line}")

    def search_uids(self):
        gone = set(self.gone)
        for line in self.ask("UID SEARCH ALL").said:
            if line.startswith("* SEARCH"):
                found = gone & {int(each) for each in line.split()[2:]}
                expect(not found, f"UID SEARCH finds what was expunged: {found}")

    def copy(self, uid):
        answer = self.ask(f"UID COPY {uid} INBOX")
        if found := re.search(r"\[COPYUID \d+ (\S+) (\S+)\]", answer.status):
            expect(int(found[1]) == uid, f"{self.last}: {answer.status}")
            self.shared.give([int(found[2])], self.last)

    def settle(self):
        """The mailbox as this client sees it when nobody works any more."""
        self.ask("NOOP")
        self.ask("UID FETCH 1:* (FLAGS MODSEQ)")
        expect(None not in self.uids and self.uids == sorted(set(self.uids)), f"UIDs are {self.uids}")
        return {uid: (self.flags[uid], self.modseqs[uid]) for uid in self.uids}


def work(client, shared, failures):
    try:
        while not shared.stop.is_set():
            client.step()
    except Exception as error:  # The others stop too, and the test says it.
        failures.append(f"{type(error).__name__}: {error}")
        shared.stop.set()


def stress(program, scenario, seconds, seed, lenient=False):
    """The violation that was seen, or None, and how many commands were said."""
    with staged(program, scenario, plain=True, lenient=lenient, arguments=("--profile", "rfc")) as stage:
        stage.logged_in().ok("CREATE Other")
        shared, failures = Shared(), []
        clients = []
        try:
            clients = [Client(stage, shared, seed * CLIENTS + n) for n in range(CLIENTS)]
            threads = [threading.Thread(target=work, args=(each, shared, failures)) for each in clients]
            for thread in threads:
                thread.start()
            shared.stop.wait(seconds)
            shared.stop.set()
            for thread in threads:
                thread.join(2 * LIMIT)
            if not failures:
                seen = [client.settle() for client in clients]
                fresh = Client(stage, shared, seed)
                expect(all(each == fresh.settle() for each in seen), "the clients do not agree on the mailbox")
                highest = int(re.search(r"HIGHESTMODSEQ (\d+)", " ".join(fresh.wire.select.said))[1])
                expect(highest >= max([1, *fresh.modseqs.values()]), f"HIGHESTMODSEQ {highest}")
                expect(fresh.uidnext > max([0, *fresh.uids, *shared.given]), f"UIDNEXT {fresh.uidnext}")
        except AssertionError as error:
            failures.append(str(error))
        return (failures[0] if failures else None), sum(client.asked for client in clients)


def rule(command, action):
    return f'[[rule]]\non = {{ cmd = "{command}", nth = 3 }}\ndo = [{{ {action} }}]\nrequired = false\n'


# Each must be caught: else the stress would pass whatever the server did.
LIES = {
    "EXPUNGE in a FETCH": rule("FETCH", 'untagged = "1 EXPUNGE"'),
    "EXPUNGE of what is not there": rule("NOOP", 'untagged = "99999 EXPUNGE"'),
    "EXPUNGE of another message": rule("NOOP", 'untagged = "2 EXPUNGE"'),
    "EXISTS that shrinks": rule("UID SEARCH", 'untagged = "1 EXISTS"'),
    "another UID": rule("UID FETCH", 'rewrite = { find = "UID (\\\\d+)", put = "UID 9$1" }'),
    "MODSEQ that falls": '[[rule]]\non = { cmd = "UID FETCH", nth = "9.." }\ndo = [{ rewrite = { find = "MODSEQ \\\\(\\\\d+\\\\)", '
                         'put = "MODSEQ (1)" } }]\ntimes = "any"\nrequired = false\n',
    "a UID twice": '[[rule]]\non = { cmd = "APPEND" }\ndo = [{ rewrite = { find = "APPENDUID (\\\\d+) \\\\d+", '
                   'put = "APPENDUID $1 7777" } }]\ntimes = "any"\nrequired = false\n',
    "a flag that was lost": '[[rule]]\non = { conn = 3, cmd = "UID FETCH", nth = "2.." }\ndo = [{ rewrite = { find = "FLAGS \\\\([^)]*\\\\)", '
                            'put = "FLAGS (lost)" } }]\ntimes = "any"\nrequired = false\n',
}


def main(program, seconds="3", seed="1"):
    wrong = []
    started = time.monotonic()
    violation, asked = stress(program, "seed = 1\n", float(seconds), int(seed))
    print(f"{CLIENTS} clients, {asked} commands in {time.monotonic() - started:.1f} s: {violation or 'all invariants hold'}")
    if violation or asked < 200:
        wrong.append(f"seed {seed}: {violation or 'too few commands'}")
    for name, scenario in LIES.items():
        violation, asked = stress(program, scenario, 1.5 if name == "a flag that was lost" else 10, int(seed), lenient=True)
        print(f"{name}: {violation or 'NOT SEEN'}")
        if not violation:
            wrong.append(f"{name} was not seen")
    for each in wrong:
        print(f"{each}; again: {sys.argv[0]} {program} {seconds} {seed}")
    return 1 if wrong else 0


raise SystemExit(main(*sys.argv[1:]))
