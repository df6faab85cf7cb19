"""The OAuth endpoint of fake-gmail as Python's http.client sees it, calm; under faults it is in catalogue_oauth.py."""
import sys
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


with fake_gmail(sys.argv[1], oauth=True) as server:
    calm(Google(server))
