"""A row of the catalogue at play: a server of its own, and ways to talk to it. Each test is an observer of a row."""
import contextlib, pathlib, ssl, subprocess, tempfile
from serve import PASSWORD, USER, fake_gmail
from wire import A_WHILE, LIMIT, Link, Wire

OBSERVERS = []
LONGEST_TOLD = 600


class Observer:
    def __init__(self, row, watch, scenario, options):
        self.row, self.watch, self.scenario, self.options = row, watch, scenario, options
        self.what = " ".join(watch.__doc__.split())


def observes(row, scenario=None, **options):
    """The function sees the row on the wire, as its docstring says; where `scenario` is given, a form of it that is not
    the row's own. Options: plain (no TLS), count (of made-up mails), lenient (a rule may be left over), arguments."""
    def note(watch):
        OBSERVERS.append(Observer(row, watch, scenario, options))
        return watch
    return note


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def unverified():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Stage:
    def __init__(self, server, plain):
        self.server, self.port, self.plain = server, server.port, plain

    def trusting(self):
        return ssl.create_default_context(cafile=self.server.ca)

    def connect(self, context=None, **more):
        return Wire(self.port, None if self.plain else context or self.trusting(), **more)

    def greeted(self, context=None):
        wire = self.connect(context)
        wire.greeting = wire.response()
        expect(wire.greeting is not None, f"no greeting: {wire.end}")
        return wire

    def logged_in(self, context=None):
        wire = self.greeted(context)
        wire.login = wire.ok(LOGIN)
        return wire

    def selected(self, folder="INBOX"):
        wire = self.logged_in()
        wire.select = wire.ok(f"SELECT {folder}")
        return wire

    def expect_silence(self, wire, what="something was said"):
        """Nothing is said and nothing ends, while others are served from greeting to goodbye."""
        other = self.logged_in()
        other.ok("LOGOUT")
        expect(not wire.more(A_WHILE) and wire.end is None, f"{what}: {bytes(wire.text)} {wire.end}")

    def greets(self):
        """Whether one can connect, and is greeted."""
        try:
            return self.connect().response() is not None
        except OSError:
            return False

    def openssl(self, lines, *arguments):
        """What `openssl s_client` prints while it says these lines."""
        run = subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{self.port}", "-CAfile", self.server.ca, "-ign_eof", "-crlf",
             *arguments], input="".join(line + "\n" for line in lines), text=True, errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT)
        return run.stdout


LOGIN = f'LOGIN {USER} "{PASSWORD}"'


@contextlib.contextmanager
def staged(program, scenario, plain=False, count=60, lenient=False, arguments=(), oauth=False):
    """`scenario` is a row's id or a whole scenario."""
    with contextlib.ExitStack() as stack:
        if "\n" in scenario:
            file = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory())) / "scenario.toml"
            file.write_text(scenario)
            scenario = str(file)
        options = [*(["--plain"] if plain else []), "--scenario", scenario, *arguments]
        server = stack.enter_context(fake_gmail(program, *options, count=count, strict=not lenient, oauth=oauth))
        yield Stage(server, plain)


def play(program, observer):
    """None, or what was seen otherwise."""
    try:
        with staged(program, observer.scenario or observer.row, **observer.options) as stage:
            observer.watch(stage)
        return None
    except (Exception, SystemExit) as error:  # Whatever it stumbles over is not what it should see.
        told = f"{type(error).__name__}: {error}"
        return told if len(told) <= LONGEST_TOLD else told[:LONGEST_TOLD] + " …"
