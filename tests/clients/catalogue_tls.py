"""Rows L: what TLS does, as OpenSSL sees it, and as its records lie on the wire."""
import ssl
from stage import LOGIN, expect, observes, unverified
from wire import ALERT, DATA, HANDSHAKE, A_WHILE, Link, Wire, wait_until


@observes("L1")
def silent_handshake(stage):
    """no ServerHello, and every byte is acknowledged"""
    wire = stage.connect(handshake=False)
    wire.begin_handshake()
    stage.expect_silence(wire)
    expect(not wire.link.raw and wire.link.unacknowledged() == 0, "something came")


@observes("L2")
def cut_handshake(stage):
    """90 bytes of the handshake, then RST"""
    wire = stage.connect(handshake=False)
    wire.begin_handshake()
    wire.link.rest()
    expect(len(wire.link.raw) <= 90 and wire.link.end == "rst", f"{len(wire.link.raw)} bytes, {wire.link.end}")
    stage.greeted()


ALERTS = "".join(f"[[rule]]\non = {{ conn = {n} }}\ndo = [{{ tls = {{ alert = {code} }} }}]\n"
                 for n, code in enumerate([40, 70, 80, 86, 112], 1))


def expect_alert(stage, code, context=None):
    wire = stage.connect(context, handshake=False)
    wire.begin_handshake()
    while len(wire.link.raw) < 7 and wire.link.pull():
        pass
    kind, body = wire.link.raw[0:1], bytes(wire.link.raw[5:7])
    expect(kind == bytes([ALERT]) and body == bytes([2, code]), f"{bytes(wire.link.raw)}")
    while wire.link.pull():
        pass
    expect(len(wire.link.raw) == 7 and wire.link.end is not None, f"it goes on: {bytes(wire.link.raw)} {wire.link.end}")


@observes("L3")
def alert(stage):
    """the fatal alert 40, in clear"""
    expect_alert(stage, 40)


@observes("L3", scenario=ALERTS)
def other_alerts(stage):
    """40, 70, 80, 86 and 112, one after the other"""
    for code in (40, 70, 80, 86, 112):
        expect_alert(stage, code)


@observes("L4")
def in_clear(stage):
    """a greeting without TLS"""
    link = Link(stage.port)
    expect((link.rest(), link.end) == (b"* OK IMAP4rev1 ready\r\n", "fin"), f"{link.raw}")


def handshake_error(stage, context):
    try:
        stage.connect(context).rest()
    except ssl.SSLError as error:
        return error.reason
    except ConnectionError as error:
        return str(error)
    return None


@observes("L5")
def old_version(stage):
    """TLS 1.1 and nothing newer"""
    error = handshake_error(stage, stage.trusting())
    expect(error is not None and "VERSION" in error, f"a new client sees {error}")
    old = stage.trusting()
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.set_ciphers("ALL:@SECLEVEL=0")
    expect(stage.greeted(old).tls.version() == "TLSv1.1", "not TLS 1.1")


@observes("L5", scenario="""[[rule]]
on = { conn = 1 }
do = [{ tls = { no_common_cipher = true } }]
[[rule]]
on = { conn = 2 }
do = [{ tls = { no_common_cipher = false, small_dh = true, highest = "1.2" } }]
""")
def ciphers(stage):
    """no cipher in common; a Diffie-Hellman group that is too small"""
    errors = [handshake_error(stage, stage.trusting()) for _ in range(2)]
    expect("HANDSHAKE_FAILURE" in (errors[0] or "") and "DH_KEY_TOO_SMALL" in (errors[1] or ""), f"{errors}")


def verify_error(stage):
    """X509_V_ERR_…, and how many bytes of text the server said meanwhile."""
    context = stage.trusting()
    context.hostname_checks_common_name = False
    try:
        stage.connect(context).rest(A_WHILE)
    except ssl.SSLCertVerificationError as error:
        return error.verify_code
    return None


@observes("L6")
def expired(stage):
    """the certificate has expired"""
    expect(verify_error(stage) == 10, "another error, or none")


# The name in a scenario, and OpenSSL's X509_V_ERR_… that a client may see.
KINDS = {"expired": {10}, "not_yet_valid": {9}, "wrong_host": {62}, "self_signed": {18}, "unknown_root": {19, 20, 21},
         "missing_intermediate": {20, 21}, "client_only": {26}, "weak_key": {66}, "sha1": {68}, "no_san": {62}, "no_sni": {18, 20, 62}}


@observes("L6", scenario="".join(f'[[rule]]\non = {{ conn = {n} }}\ndo = [{{ tls = {{ certificate = "{kind}" }} }}]\n'
                                  for n, kind in enumerate(KINDS, 1)))
def bad_certificates(stage):
    """each kind of bad certificate has the error that is its own"""
    for kind, codes in KINDS.items():
        code = verify_error(stage)
        expect(code in codes, f"{kind}: verify error {code}")


def subject(stage, *arguments):
    printed = stage.openssl([], *arguments)
    return next((line for line in printed.splitlines() if line.startswith("subject=")), printed)


@observes("L7", lenient=True)
def nobody_s_certificate(stage):
    """Gmail's certificate for clients that name no host"""
    wire = stage.connect(unverified(), handshake=False)
    wire.shake_hands()
    expect(b"invalid2.invalid" in wire.tls.getpeercert(True), "another certificate")
    expect(verify_error(stage) in KINDS["no_sni"], "it verifies")


@observes("L8")
def renewed(stage):
    """another certificate on the next connection, and both are good"""
    first, second = stage.greeted(), stage.greeted()
    expect(first.tls.getpeercert(True) != second.tls.getpeercert(True), "the same certificate")


def tls_1_2(stage):
    context = stage.trusting()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


def messages(wire):
    """The sizes of the server's handshake messages, as their heads announce them."""
    stream, at = b"", 0
    for kind, size in wire.records()[0]:
        if kind == HANDSHAKE:
            stream += wire.link.raw[at + 5:at + 5 + size]
        at += 5 + size
    found, at = {}, 0
    while at + 4 <= len(stream):
        size = int.from_bytes(stream[at + 1:at + 4], "big")
        found[{11: "certificate"}.get(stream[at], stream[at])] = size
        at += 4 + size
    return found


@observes("L9")
def huge(stage):
    """a chain of more than 100 KB, as TLS 1.2 shows it in clear"""
    wire = stage.connect(tls_1_2(stage), handshake=False)
    wire.begin_handshake()
    expect(wait_until(lambda: "certificate" in messages(wire) or not wire.link.pull()), "no handshake")
    expect(messages(wire).get("certificate", 0) > 100_000, f"{messages(wire)}")


def said_until_damaged(stage):
    wire = stage.logged_in()
    wire.say("x SELECT INBOX")
    wire.rest()
    return wire


@observes("L10")
def damaged_record(stage):
    """the tag of a record is wrong"""
    wire = said_until_damaged(stage)
    expect("DECRYPTION_FAILED" in wire.end and b"damaged" not in wire.heard, f"{wire.end}")


@observes("L10", scenario="""[[rule]]
on = { cmd = "SELECT" }
do = [{ untagged = "OK once" }, { tls = { replay = true } }]
""")
def replayed_record(stage):
    """a record comes twice, and the second is refused"""
    wire = said_until_damaged(stage)
    expect("DECRYPTION_FAILED" in wire.end and wire.heard.count(b"* OK once") == 1, f"{wire.end}")
    sizes = wire.records()[0]
    expect(any(a == b for a, b in zip(sizes, sizes[1:])), "no record came twice")


@observes("L11")
def no_goodbye(stage):
    """the whole answer, then FIN without close_notify"""
    wire = stage.logged_in()
    wire.ok("SELECT INBOX")
    wire.rest()
    expect((wire.end, wire.records()[1]) == ("truncated", 0), f"{wire.end}, {wire.records()[1]} bytes over")


@observes("L12")
def inside_a_record(stage):
    """FIN in the midst of a record"""
    wire = said_until_damaged(stage)
    expect(wire.end == "truncated" and wire.records()[1] > 0, f"{wire.end}, {wire.records()[1]} bytes over")


@observes("L13")
def polite_inside_a_literal(stage):
    """close_notify behind ten bytes of a literal"""
    wire = stage.selected()
    wire.say("x FETCH 1 BODY.PEEK[]")
    said = wire.rest()
    announcement, _, literal = said.partition(b"}\r\n")
    expect(int(announcement.rpartition(b"{")[2]) > 10 and len(literal) == 10, f"{said}")
    expect(wire.end == "notify", f"it ends with {wire.end}")


@observes("L14")
def behind_the_goodbye(stage):
    """records of data behind close_notify"""
    wire = stage.logged_in(tls_1_2(stage))
    since = wire.mark()
    wire.say("x SELECT INBOX")
    wire.rest()
    expect(wait_until(lambda: wire.link.pull(A_WHILE) == b""), "it never ends")
    kinds = [kind for kind, _ in wire.records()[0][since:]]
    expect(wire.end == "notify" and ALERT in kinds and DATA in kinds[kinds.index(ALERT):], f"{wire.end} {kinds}")


@observes("L15")
def renegotiation(stage):
    """HelloRequest in the midst of a TLS 1.2 session, which goes on"""
    wire = stage.logged_in()
    since, version = wire.mark(), wire.tls.version()
    wire.ok("SELECT INBOX")
    kinds = [kind for kind, _ in wire.records()[0][since:]]
    expect(version == "TLSv1.2" and HANDSHAKE in kinds, f"{version} {kinds}")
    wire.ok("NOOP")


@observes("L16")
def floods(stage):
    """a hundred KeyUpdates and 32 tickets, as openssl counts them"""
    printed = stage.openssl([f"a {LOGIN}", "b SELECT INBOX", "c LOGOUT"], "-msg", "-servername", "localhost")
    counts = [printed.count(f"], {name}") for name in ("KeyUpdate", "NewSessionTicket")]
    expect(counts[0] >= 100 and counts[1] >= 32 and "c OK" in printed, f"{counts}")


@observes("L16", scenario="""[[rule]]
on = { cmd = "SELECT" }
do = [{ tls = { request_certificate = true } }]
""")
def certificate_request(stage):
    """a certificate is asked for in the midst of the session"""
    printed = stage.openssl([f"a {LOGIN}", "b SELECT INBOX", "c LOGOUT"], "-msg", "-servername", "localhost",
                            "-enable_pha")
    expect("], CertificateRequest" in printed, "nobody asked")


@observes("L17")
def no_resumption(stage):
    """a ticket of the connection before is not taken"""
    first = stage.greeted()
    second = stage.connect(first.tls.context, session=first.tls.session)
    expect(first.tls.session.has_ticket and not second.tls.session_reused, "the session was resumed")


@observes("L17", scenario="seed = 1\n")
def resumption(stage):
    """and in a calm server it is: the observer can tell"""
    first = stage.greeted()
    second = stage.connect(first.tls.context, session=first.tls.session)
    expect(second.tls.session_reused, "the session was not resumed")


@observes("L18")
def short_records(stage):
    """one byte in each record"""
    wire = stage.logged_in()
    since = wire.mark()
    wire.ok("SELECT INBOX")
    pieces = wire.pieces(since)
    expect(len(pieces) > 100 and set(pieces) == {1}, f"{pieces[:40]}")


@observes("L19")
def no_protocol(stage):
    """a client that names a protocol is sent away"""
    context = stage.trusting()
    context.set_alpn_protocols(["imap"])
    expect_alert(stage, 120, context)
    stage.greeted()
