"""The OAuth endpoint of fake-gmail as Python's http.client sees it, calm; under faults it is in catalogue_oauth.py."""
import concurrent.futures, pathlib, sys, tempfile, time
from google import Google, said
from serve import fake_gmail


def expect(condition, what):
    if not condition:
        raise SystemExit(f"oauth: {what}")


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


def flights(program, at_once):
    """Whether the server finds that no two refreshes were in work at once."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = pathlib.Path(folder) / "scenario.toml"
        scenario.write_text("""[[rule]]
on = { phase = "http", args = "refresh_token", nth = 1 }
do = [{ delay = "1s" }]
[[expect]]
refreshes_at_once = 1
""")
        try:
            with fake_gmail(program, "--scenario", scenario, oauth=True) as server:
                google = Google(server)
                token = google.sign_in()["refresh_token"]
                with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
                    statuses = [answer.status for answer in pool.map(google.refresh, [token] * 2)]
                expect(statuses == [200, 200], f"refreshes said {statuses}")
        except SystemExit as end:
            return "exit code 1" not in str(end)
    return True


def down(program):
    """The endpoint alone is away for a time, and comes back at the same port; the mail server stays."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = pathlib.Path(folder) / "scenario.toml"
        scenario.write_text("""[[rule]]
on = { phase = "http", args = "refresh_token", nth = 1 }
do = [{ down = "1s" }]
""")
        with fake_gmail(program, "--scenario", scenario, oauth=True) as server:
            google = Google(server)
            tokens = google.sign_in()
            google.refresh(tokens["refresh_token"])
            since, refused = time.monotonic(), 0
            while time.monotonic() - since < 10:
                try:
                    expect(google.refresh(tokens["refresh_token"]).status == 200, "no refresh after it was down")
                    break
                except ConnectionRefusedError:
                    refused += 1
                    expect(google.lets_in(tokens["access_token"]), "the mail server is down too")
            expect(refused > 0, "it was never down")
            expect(0.5 < time.monotonic() - since < 10, "it was down too short, or stays down")


with fake_gmail(sys.argv[1], oauth=True) as server:
    calm(Google(server))
expect(flights(sys.argv[1], at_once=1), "a single flight was taken for two")
expect(not flights(sys.argv[1], at_once=2), "two refreshes at once were not noticed")
down(sys.argv[1])
