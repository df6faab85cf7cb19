"""Rows O: the OAuth endpoint, as Python's http.client sees it."""
import concurrent.futures, gzip, http.client, ssl, time
from catalogue_tls import KINDS
from google import Google, said
from stage import expect, observes


def refreshes(google, count):
    token = google.sign_in()["refresh_token"]
    return [google.refresh(token) for _ in range(count)]


@observes("O1", oauth=True)
def o1(stage):
    """a refresh says invalid_grant, each time"""
    google = Google(stage.server)
    for answer in refreshes(google, 2):
        expect(said(answer) == (400, "invalid_grant", "Token has been expired or revoked."), said(answer))


@observes("O2", oauth=True)
def o2(stage):
    """invalid_client, unauthorized_client, invalid_scope, invalid_rapt"""
    google = Google(stage.server)
    errors = [said(answer)[:2] for answer in refreshes(google, 4)]
    expect(errors == [(401, "invalid_client"), (401, "unauthorized_client"), (400, "invalid_scope"),
                      (400, "invalid_grant")], errors)


@observes("O3", oauth=True)
def o3(stage):
    """403 with HTML; 429 with seconds, a date, an absurd number"""
    google = Google(stage.server)
    answers = refreshes(google, 5)
    expect([answer.status for answer in answers] == [429, 403, 429, 429, 200], "statuses")
    waits = [answer.headers["Retry-After"] for answer in answers]
    expect(waits == ["2", None, "Fri, 31 Dec 2027 23:59:59 GMT", "99999999999999999999", None], waits)
    expect(b"<h1>" in answers[1].body and "html" in answers[1].headers["Content-Type"], "no HTML")


@observes("O4", oauth=True)
def o4(stage):
    """500, 502, 503, 504 and internal_failure"""
    google = Google(stage.server)
    answers = refreshes(google, 5)
    expect([answer.status for answer in answers] == [503, 500, 502, 504, 200], "statuses")
    expect(answers[1].json["error"] == "internal_failure", answers[1].body)


def raised(call):
    try:
        call()
    except (http.client.HTTPException, OSError, ValueError) as error:
        return type(error).__name__
    return None


@observes("O5", oauth=True)
def o5(stage):
    """HTML, nothing, cut JSON, wrong length, bad chunk, a bomb, 10 MB, a byte order mark"""
    google = Google(stage.server)
    token = google.sign_in()["refresh_token"]
    expect(b"Free WiFi" in google.refresh(token).body, "no portal")
    expect(google.refresh(token).body == b"", "not empty")
    expect(raised(lambda: google.refresh(token)) == "IncompleteRead", "not truncated")
    expect(raised(lambda: google.refresh(token).json) == "JSONDecodeError", "the length is right")
    expect(raised(lambda: google.refresh(token)) == "IncompleteRead", "the chunks are right")
    bomb = google.refresh(token)
    expect(len(bomb.body) < 20_000 and len(gzip.decompress(bomb.body)) == 10 * 1024 * 1024, "no bomb")
    expect(len(google.refresh(token).body) == 10 * 1024 * 1024, "not 10 MB")
    expect(google.refresh(token).body.startswith(b"\xef\xbb\xbf{"), "no byte order mark")


@observes("O6", oauth=True)
def o6(stage):
    """no token; a life that is absent, negative, text, huge; another type; a narrower scope"""
    google = Google(stage.server)
    answers = [answer.json for answer in refreshes(google, 7)]
    expect("access_token" not in answers[0] and "expires_in" not in answers[1], "nothing is missing")
    lives = [answer.get("expires_in") for answer in answers[2:5]]
    expect(lives == [-1, "3599", 2**63 - 1], lives)
    expect(answers[5]["token_type"] == "mac" and answers[6]["scope"] == "openid", answers[5:])


@observes("O7", oauth=True)
def o7(stage):
    """the refresh token is replaced, and the answer that says so is lost"""
    google = Google(stage.server)
    first = google.sign_in()["refresh_token"]
    second = google.refresh(first).json["refresh_token"]
    expect(second != first, "not rotated")
    expect(raised(lambda: google.refresh(second)), "the answer was not lost")
    expect(said(google.refresh(second))[1] == "invalid_grant", "the old token still works")


@observes("O8", oauth=True)
def o8(stage):
    """IMAP refuses a new token for a time, and an old one before its end"""
    google = Google(stage.server)
    token = google.sign_in()["access_token"]
    expect(not google.lets_in(token), "the token works at once")
    deadline = time.monotonic() + 20
    while not google.lets_in(token):
        expect(time.monotonic() < deadline, "the token never works")
        time.sleep(0.2)
    expect(google.selects(token), "SELECT is refused")
    expect(not google.lets_in(token), "the token has its whole life")


@observes("O9", oauth=True)
def o9(stage):
    """redirects to another host, and to clear text"""
    google = Google(stage.server)
    answers = refreshes(google, 3)
    expect([answer.status for answer in answers] == [307, 302, 200], "statuses")
    places = [answer.headers["Location"] for answer in answers]
    expect(places == ["https://127.0.0.2:1/token", "http://127.0.0.1:1/token", None], places)


@observes("O10", oauth=True)
def o10(stage):
    """closed as the request is sent; 103 first; closed behind the answer"""
    google = Google(stage.server)
    token = google.sign_in()["refresh_token"]
    expect(raised(lambda: google.refresh(token)) == "RemoteDisconnected", "the request was answered")
    wire = google.connection()
    expect(google.refresh(token, wire).status in (103, 200), "nothing behind the early hints")
    wire.close()
    wire = google.connection()
    expect(google.refresh(token, wire).status == 200, "no answer")
    wire.auto_open = False
    expect(raised(lambda: google.refresh(token, wire)), "the connection is kept")


@observes("O11", oauth=True)
def o11(stage):
    """of two refreshes with one token the second ends the sign-in"""
    google = Google(stage.server)
    tokens = google.sign_in()
    wires = [google.connection(), google.connection()]
    winner, loser = [google.refresh(tokens["refresh_token"], wire) for wire in wires]
    expect(winner.status == 200 and said(loser)[1] == "invalid_grant", "both won")
    expect(not google.lets_in(winner.json["access_token"]), "the winner's token outlived the sign-in")
    expect(google.refresh(winner.json["refresh_token"]).status == 400, "the winner's sign-in goes on")


@observes("O12", oauth=True)
def o12(stage):
    """the browser comes back with another state"""
    google = Google(stage.server)
    expect(google.redirected()["state"] != "abc", "the state is right")


# T and L are the endpoint's too.

@observes("L6", oauth=True, scenario="".join(
    f'[[rule]]\non = {{ endpoint = "oauth", conn = {n} }}\ndo = [{{ tls = {{ certificate = "{kind}" }} }}]\n'
    for n, kind in enumerate(KINDS, 1)))
def bad_certificates_of_the_endpoint(stage):
    """each kind of bad certificate at the token endpoint, while the mail server's is good"""
    google = Google(stage.server)
    google.context.hostname_checks_common_name = False
    for kind, codes in KINDS.items():
        code = None
        try:
            google.connection().connect()
        except ssl.SSLCertVerificationError as error:
            code = error.verify_code
        expect(code in codes, f"{kind}: verify error {code}")
    stage.logged_in()


@observes("L2", oauth=True, scenario="""[[rule]]
on = { endpoint = "oauth", phase = "client_hello", conn = 1 }
do = [{ tls = { alert = 80 } }]
[[rule]]
on = { endpoint = "oauth", raw_byte = 100, conn = 2 }
do = [{ close = "rst" }]
[[rule]]
on = { endpoint = "oauth", phase = "accept", conn = 3 }
do = [{ raw = "HTTP/1.1 200 OK\\r\\n\\r\\n" }, { close = "fin" }]
""")
def broken_handshakes_of_the_endpoint(stage):
    """an alert, a reset in the handshake, and clear text in its place at the token endpoint; then it is served"""
    google = Google(stage.server)
    seen = []
    for _ in range(3):
        try:
            google.connection().connect()
            seen.append(None)
        except ssl.SSLError as error:
            seen.append(error.reason)
        except ConnectionResetError:
            seen.append("reset")
    expect("INTERNAL_ERROR" in (seen[0] or "") and seen[1] == "reset" and "WRONG_VERSION" in (seen[2] or ""), seen)
    expect("access_token" in google.sign_in(), "no token behind them")


@observes("L10", oauth=True, scenario="""[[rule]]
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 1 }
do = [{ tls = { flip_bit = true } }]
[[rule]]
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 2 }
do = [{ tls = { alert = 80 } }, { close = "fin" }]
""")
def spoilt_records_of_the_endpoint(stage):
    """a token in a record with a flipped bit, and an alert in its place"""
    google = Google(stage.server)
    token = google.sign_in()["refresh_token"]
    seen = [raised(lambda: google.refresh(token)) for _ in range(2)]
    expect(seen == ["SSLError", "SSLError"], seen)
    expect(google.refresh(token).status == 200, "no answer behind them")


@observes("T13", oauth=True, scenario="""[[rule]]
on = { phase = "http", cmd = "POST /token", args = "refresh_token" }
do = [{ drip = { bytes = 20, every = "20ms" } }]
""")
def drips_a_token(stage):
    """a token in pieces of 20 bytes, 20 ms apart"""
    google = Google(stage.server)
    token = google.sign_in()["refresh_token"]
    since = time.monotonic()
    answer = google.refresh(token)
    least = len(answer.body) // 20 * 0.02
    expect(answer.status == 200 and time.monotonic() - since >= least, f"{time.monotonic() - since:.2f} s")


@observes("O11", oauth=True, scenario="""[[rule]]
on = { phase = "http", args = "refresh_token", nth = 1 }
do = [{ delay = "1s" }]
[[expect]]
refreshes = 3
refreshes_at_once = 2
[[expect]]
refreshes_at_once = 3
""")
def at_once(stage):
    """two refreshes at once are counted as that, three in all"""
    google = Google(stage.server)
    token = google.sign_in()["refresh_token"]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        expect([answer.status for answer in pool.map(google.refresh, [token] * 2)] == [200, 200], "refused")
    google.refresh(token)
