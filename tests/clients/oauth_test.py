"""The OAuth endpoint of fake-gmail: calm, and under each row O of the catalogue, as Python's http.client sees it."""
import gzip, http.client, sys, time
from google import Google
from serve import fake_gmail


def expect(condition, what):
    if not condition:
        raise SystemExit(f"oauth: {what}")


def said(answer):
    return answer.status, answer.json.get("error"), answer.json.get("error_description")


def calm(google):
    back = google.redirected()
    expect(back["state"] == "abc", f"the state came back as {back}")
    expect(said(google.trade(back["code"], "w" * 64)) == (400, "invalid_grant", "Invalid code verifier."), "PKCE")
    tokens = google.trade(back["code"]).json
    expect(tokens["token_type"] == "Bearer" and tokens["expires_in"] == 3599, f"tokens are {tokens}")
    expect(google.lets_in(tokens["access_token"]), "IMAP refuses the token")
    again = google.refresh(tokens["refresh_token"]).json
    expect("refresh_token" not in again and google.lets_in(again["access_token"]), f"refresh said {again}")
    expect(google.ask("POST", "/revoke", {"token": tokens["refresh_token"]}).status == 200, "no revocation")
    expect(not google.lets_in(again["access_token"]), "IMAP takes a revoked token")
    expect(said(google.refresh(tokens["refresh_token"])) ==
           (400, "invalid_grant", "Token has been expired or revoked."), "a revoked token was refreshed")


def refreshes(google, count, *more):
    token = google.sign_in()["refresh_token"]
    return [google.refresh(token) for _ in range(count)]


def o1(google):
    for answer in refreshes(google, 2):
        expect(said(answer) == (400, "invalid_grant", "Token has been expired or revoked."), said(answer))


def o2(google):
    errors = [said(answer)[:2] for answer in refreshes(google, 4)]
    expect(errors == [(401, "invalid_client"), (401, "unauthorized_client"), (400, "invalid_scope"),
                      (400, "invalid_grant")], errors)


def o3(google):
    answers = refreshes(google, 5)
    expect([answer.status for answer in answers] == [429, 403, 429, 429, 200], "statuses")
    waits = [answer.headers["Retry-After"] for answer in answers]
    expect(waits == ["2", None, "Fri, 31 Dec 2027 23:59:59 GMT", "99999999999999999999", None], waits)
    expect(b"<h1>" in answers[1].body and "html" in answers[1].headers["Content-Type"], "no HTML")


def o4(google):
    answers = refreshes(google, 5)
    expect([answer.status for answer in answers] == [503, 500, 502, 504, 200], "statuses")
    expect(answers[1].json["error"] == "internal_failure", answers[1].body)


def raised(call):
    try:
        call()
    except (http.client.HTTPException, OSError, ValueError) as error:
        return type(error).__name__
    return None


def o5(google):
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


def o6(google):
    answers = [answer.json for answer in refreshes(google, 7)]
    expect("access_token" not in answers[0] and "expires_in" not in answers[1], "nothing is missing")
    lives = [answer.get("expires_in") for answer in answers[2:5]]
    expect(lives == [-1, "3599", 2**63 - 1], lives)
    expect(answers[5]["token_type"] == "mac" and answers[6]["scope"] == "openid", answers[5:])


def o7(google):
    first = google.sign_in()["refresh_token"]
    second = google.refresh(first).json["refresh_token"]
    expect(second != first, "not rotated")
    expect(raised(lambda: google.refresh(second)), "the answer was not lost")
    expect(said(google.refresh(second))[1] == "invalid_grant", "the old token still works")


def o8(google):
    token = google.sign_in()["access_token"]
    expect(not google.lets_in(token), "the token works at once")
    deadline = time.monotonic() + 20
    while not google.lets_in(token):
        expect(time.monotonic() < deadline, "the token never works")
        time.sleep(0.2)
    expect(google.selects(token), "SELECT is refused")
    expect(not google.lets_in(token), "the token has its whole life")


def o9(google):
    answers = refreshes(google, 3)
    expect([answer.status for answer in answers] == [307, 302, 200], "statuses")
    places = [answer.headers["Location"] for answer in answers]
    expect(places == ["https://127.0.0.2:1/token", "http://127.0.0.1:1/token", None], places)


def o10(google):
    token = google.sign_in()["refresh_token"]
    expect(raised(lambda: google.refresh(token)) == "RemoteDisconnected", "the request was answered")
    wire = google.connection()
    expect(google.refresh(token, wire).status in (103, 200), "nothing behind the early hints")
    wire.close()
    wire = google.connection()
    expect(google.refresh(token, wire).status == 200, "no answer")
    wire.auto_open = False
    expect(raised(lambda: google.refresh(token, wire)), "the connection is kept")


def o11(google):
    tokens = google.sign_in()
    wires = [google.connection(), google.connection()]
    winner, loser = [google.refresh(tokens["refresh_token"], wire) for wire in wires]
    expect(winner.status == 200 and said(loser)[1] == "invalid_grant", "both won")
    expect(not google.lets_in(winner.json["access_token"]), "the winner's token outlived the sign-in")
    expect(google.refresh(winner.json["refresh_token"]).status == 400, "the winner's sign-in goes on")


def o12(google):
    expect(google.redirected()["state"] != "abc", "the state is right")


ROWS = [o1, o2, o3, o4, o5, o6, o7, o8, o9, o10, o11, o12]
program = sys.argv[1]
with fake_gmail(program, oauth=True) as server:
    calm(Google(server))
for row in ROWS:
    with fake_gmail(program, "--scenario", row.__name__.upper(), oauth=True) as server:
        row(Google(server))
    print(f"{row.__name__.upper()}: passed", flush=True)
