#pragma once

#include <string_view>

namespace testserver::program {

// What --help and --man say around the options. A line of them has at most 80 columns; what is
// indented is shown as it is.

inline constexpr std::string_view about =
    R"help(fake-gmail: an IMAP server that answers as Gmail does, for trying mail
programs against.

  fake-gmail --user me@gmail.com --password-file pw --mail inbox.mbox \
    --port-file port --ca-file ca.pem

It serves TLS on this machine only, with a certificate authority made at
start: tell your client to trust the file that --ca-file names and to connect
to localhost and the port in --port-file. Both files are written once
connections are accepted. SIGTERM or Ctrl-C ends it.
)help";

inline constexpr std::string_view afterwords =
    R"help(Without --mail the mailbox is empty, or holds --count messages made up from
--seed. Mail with labels from --labels carries them (X-GM-LABELS; keywords in
profile rfc) and is in the inbox too, unless a label is \Sent, \Trash, \Spam
or \Draft. Mail from Google Takeout has the labels of its X-Gmail-Labels.

With --scenario the server goes wrong as the file says. When it ends it says
which expectations were not met and which rules never fired, and exits with 1
if there is any.

A client can choose what goes wrong without any file, by the name that it logs
in with: for me+throttled@gmail.com everything is throttled, and all others
stay calm (--list-presets).

To try a client, let the server run it and grade it:

  fake-gmail --user me@gmail.com --password-file pw --seed 1 --ca-file ca.pem \
    --scenario C3 --report report.html --run 'my-client --port $FAKE_GMAIL_PORT'

The command finds FAKE_GMAIL_PORT, FAKE_GMAIL_CA, FAKE_GMAIL_USER,
FAKE_GMAIL_PASSWORD_FILE and FAKE_GMAIL_OAUTH_CLIENT_FILE in its environment.

A scenario that sweeps (out_byte = "sweep") is played once for each case, with a
world of its own; a line on stdout says what came of each, --case plays one,
and what --log, --decisions, --record and --report keep of a case has its name
and stays only where it failed. With --shrink FILE rules are taken out of the
scenario while the client still fails, best out of one that --decisions wrote;
what is left is in FILE.

With --control-port-file a test can steer the run over HTTP on this machine;
answers are JSON, and the port is in the file:

  GET  /status        rules and how often each fired, open connections, what
                      would fail the run if it ended now
  POST /fire          {"rule": "lost-ack"}: that rule now, whatever its trigger
                      says of time, chance and number. One that answers a
                      command waits for the next that its trigger names. A
                      preset's rule is "me+p4@gmail.com: rule 1", once chosen
  POST /advance       {"by": "1h30m"}: moves the server's time, so that all
                      that is due by then happens, and tokens age. A scenario
                      with clock = "virtual" moves by this alone. Pauses of a
                      connection and the client's own clock go on in real time
  POST /reset         cuts all connections; mailbox, tokens and scenario are as
                      at the start
  GET  /journal       the event log; with ?from=N from line N on, and "next" in
                      the answer says where to go on

  curl -d '{"by": "1h"}' localhost:$(cat control-port)/advance

With --oauth-client-file it is Google's OAuth endpoint too, over HTTPS on a
port of its own:

  https://localhost:PORT/o/oauth2/v2/auth  the consent page; consents at once,
                                           and redirects to the loopback address
                                           that the client listens on
  https://localhost:PORT/token             codes (with PKCE) and refresh tokens
                                           become access tokens
  https://localhost:PORT/revoke            a sign-in ends

The file holds a client made at this start and these addresses; XOAUTH2 and
OAUTHBEARER know the tokens. A scenario's rules see requests with on = { phase
= "http" }, and its table oauth says how the endpoint behaves: fake-gmail
--list, rows O1 to O12.

Exit codes: 0 ended by a signal, or all went as expected; 1 the scenario's
expectations were not met, or the client hung, crashed, lost mail or was
unsafe; 64 wrong usage; 65 mail or a scenario that cannot be read; 69 the
address cannot be used; 74 a file that cannot be written.
)help";

} // namespace testserver::program
