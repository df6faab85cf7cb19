"""What comes over a socket, byte for byte and TLS record by record: an observer that shares no code with the server."""
import fcntl, re, socket, ssl, struct, termios, time

LIMIT = 20  # Seconds for what has to come.
A_WHILE = 0.3  # Seconds that count as silence.
ANNOUNCED = re.compile(rb"\{(\d+)\}$")
HANDSHAKE, ALERT, DATA = 22, 21, 23  # Types of TLS records.
OVERHEAD = 17  # Of a TLS 1.3 record: its type and its tag.


def wait_until(condition, within=LIMIT):
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


class Link:
    """A TCP connection: all that came (`raw`), and how it ended (`end`: fin, rst, or None)."""
    def __init__(self, port, timeout=LIMIT):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.raw, self.end, self.was_reset = bytearray(), None, False

    def pull(self, within=LIMIT):
        """More bytes; none at the end, or when none came in time."""
        self.socket.settimeout(max(within, 0.001))
        got = b""
        try:
            got = self.socket.recv(65536)
            self.end = self.end if got else "rst" if self.was_reset else "fin"
        except TimeoutError:
            pass
        except ConnectionResetError:
            self.end = "rst"
        self.raw += got
        return got

    def push(self, data):
        self.socket.settimeout(LIMIT)
        try:
            if data:
                self.socket.sendall(data)
        except ConnectionResetError:
            self.was_reset = True  # The kernel says it once; what is read behind that ends as if by a FIN.
            raise

    def rest(self, within=LIMIT):
        while self.pull(within):
            pass
        return bytes(self.raw)

    def unacknowledged(self):
        """Bytes that were sent and that the peer's kernel has not acknowledged."""
        return struct.unpack("i", fcntl.ioctl(self.socket, termios.TIOCOUTQ, b"\0\0\0\0"))[0]


class Answer:
    """What was said up to the tagged line: `said`, and `status`, which is None when it never came."""
    def __init__(self, said, status):
        self.said, self.status = said, status

    def holds(self, words):
        return any(words in line for line in self.said)


class Wire:
    """IMAP on a link, in clear or behind TLS. `end`: fin, rst, notify, truncated (FIN without close_notify), damaged …"""
    def __init__(self, port, context=None, name="localhost", handshake=True, session=None):
        self.link, self.end, self.tls, self.tags = Link(port), None, None, 0
        self.heard, self.text = bytearray(), b""
        if context:
            self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            self.tls = context.wrap_bio(self.incoming, self.outgoing, server_hostname=name, session=session)
            if handshake:
                self.shake_hands()

    def begin_handshake(self):
        """The ClientHello leaves."""
        try:
            self.tls.do_handshake()
        except ssl.SSLWantReadError:
            self.link.push(self.outgoing.read())

    def shake_hands(self):
        while True:
            try:
                self.tls.do_handshake()
                self.link.push(self.outgoing.read())
                return
            except ssl.SSLWantReadError:
                self.link.push(self.outgoing.read())
                if not self.feed(LIMIT):
                    raise ConnectionError(f"handshake: {self.link.end or 'silence'}") from None

    def feed(self, within):
        got = self.link.pull(within)
        self.incoming.write(got)
        if self.link.end:
            self.incoming.write_eof()
        return got

    def read_tls(self, within):
        while True:
            try:
                got = self.tls.read(65536)
                self.end = self.end if got else "notify"
                return got
            except ssl.SSLWantReadError:
                try:
                    self.link.push(self.outgoing.read())
                except OSError:
                    self.link.end = "rst"
                if not self.feed(within) and self.link.end != "fin":
                    self.end = self.link.end
                    return b""
            except ssl.SSLEOFError:
                self.end = "truncated"
                return b""
            except ssl.SSLError as error:
                self.end = f"damaged: {error.reason}"
                return b""

    def more(self, within=LIMIT):
        """Whether more text has come."""
        if self.end:
            return False
        if self.tls:
            got = self.read_tls(within)
        else:
            got = self.link.pull(within)
            self.end = self.link.end
        self.heard += got
        self.text += got
        return bool(got)

    def rest(self, within=LIMIT):
        """All that is still said, up to the end."""
        while self.more(within):
            pass
        rest, self.text = self.text, b""
        return rest

    def line(self, within=LIMIT):
        """The next line without its end; None when none comes."""
        while b"\r\n" not in self.text:
            if not self.more(within):
                return None
        line, _, self.text = self.text.partition(b"\r\n")
        return line

    def response(self, within=LIMIT):
        """A line with its literals, as text; None when it does not come whole."""
        whole = line = self.line(within)
        while line is not None and (announced := ANNOUNCED.search(line)):
            size = int(announced[1])
            while len(self.text) < size:
                if not self.more(within):
                    return None
            whole += b"\r\n" + self.text[:size]
            self.text = self.text[size:]
            line = self.line(within)
            whole += line or b""
        return None if line is None else whole.decode("latin-1")

    def send(self, data):
        while self.tls:
            try:
                self.tls.write(data)
                data = self.outgoing.read()
                break
            except ssl.SSLWantReadError:  # In the midst of a renegotiation.
                self.link.push(self.outgoing.read())
                self.feed(LIMIT)
        self.link.push(data)

    def say(self, line):
        self.send(line.encode() + b"\r\n")

    def answer(self, tag, within=LIMIT):
        said = []
        while (response := self.response(within)) is not None:
            if response.startswith(tag + " "):
                return Answer(said, response[len(tag) + 1:])
            said.append(response)
        return Answer(said, None)

    def ask(self, command, within=LIMIT):
        self.tags += 1
        tag = f"t{self.tags}"
        self.say(f"{tag} {command}")
        return self.answer(tag, within)

    def ok(self, command):
        """For what is not in question."""
        answer = self.ask(command)
        if answer.status is None or not answer.status.startswith("OK"):
            raise AssertionError(f"{command}: {answer.said} {answer.status} ({self.end})")
        return answer

    def records(self):
        """Type and size of each whole TLS record of the server, and how many bytes follow the last."""
        found, at = [], 0
        while at + 5 <= len(self.link.raw):
            kind, size = self.link.raw[at], int.from_bytes(self.link.raw[at + 3:at + 5], "big")
            if at + 5 + size > len(self.link.raw):
                break
            found.append((kind, size))
            at += 5 + size
        return found, len(self.link.raw) - at

    def pieces(self, since):
        """The sizes of what each record from there on held, in TLS 1.3."""
        return [size - OVERHEAD for kind, size in self.records()[0][since:] if kind == DATA]

    def mark(self):
        return len(self.records()[0])
