#include "testserver/scenario/catalogue_rows.hpp"

#include <array>

namespace testserver {
namespace {

constexpr std::array rows{
    CatalogueRow{
        "G1",
        "no greeting",
        "TO",
        R"toml([[rule]]
on = { phase = "greeting" }
do = [{ stall = true }]
)toml",
        ""
    },
    CatalogueRow{
        "G2",
        "BYE as greeting",
        "RB",
        R"toml([[rule]]
on = { phase = "greeting", conn = 1 }
do = [{ bye = "[UNAVAILABLE] Try again later." }]
)toml",
        ""
    },
    CatalogueRow{
        "G3",
        "PREAUTH",
        "RJ",
        R"toml([[rule]]
on = { phase = "greeting" }
do = [{ raw = "* PREAUTH ready\r\n" }, { stall = true }]
)toml",
        ""
    },
    CatalogueRow{
        "G4",
        "NO, BAD, tagged OK, two greetings",
        "RJ",
        R"toml([[rule]]
on = { phase = "greeting", conn = 1 }
do = [{ untagged = "NO not today" }, { close = "fin" }]
)toml",
        ""
    },
    CatalogueRow{
        "G5",
        "endless line, NUL, 8-bit",
        "RJ",
        R"toml([[rule]]
on = { phase = "greeting" }
do = [{ raw_zeros = 1000000 }]
)toml",
        ""
    },
    CatalogueRow{
        "G6",
        "untagged data before login",
        "ignore",
        R"toml([[rule]]
on = { phase = "greeting" }
do = [{ untagged = "7 EXPUNGE" }]
)toml",
        ""
    },
    CatalogueRow{
        "G7",
        "capability in the greeting that lies",
        "TL",
        R"toml([[rule]]
on = { phase = "greeting" }
do = [{ raw = "* OK [CAPABILITY IMAP4rev1 XYZZY] hello\r\n" }, { swallow = true }]
)toml",
        ""
    },
    CatalogueRow{
        "G8",
        "greeting then close",
        "RB",
        R"toml([[rule]]
on = { conn = 1, line = 2 }
do = [{ close = "fin" }]
)toml",
        "the first line is the greeting; nothing more comes"
    },
    CatalogueRow{
        "A1",
        "NO AUTHENTICATIONFAILED",
        "TR then HS",
        R"toml([[rule]]
on = { cmd = "LOGIN" }
do = [{ reply = "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)" }]
times = "any"
required = false

[[rule]]
on = { cmd = "AUTHENTICATE" }
do = [{ reply = "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)" }]
times = "any"
required = false
)toml",
        ""
    },
    CatalogueRow{
        "A2",
        "400 challenge, then any cause",
        "by tagged text",
        R"toml([[rule]]
on = { cmd = "AUTHENTICATE" }
do = [{ challenge = "eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==" }, { reply = "NO [ALERT] Too many simultaneous connections. (Failure)" }]
)toml",
        ""
    },
    CatalogueRow{
        "A3",
        "challenge that is no JSON",
        "by tagged text",
        R"toml([[rule]]
on = { cmd = "AUTHENTICATE" }
do = [{ challenge = "####" }, { reply = "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)" }]
)toml",
        ""
    },
    CatalogueRow{
        "A4",
        "no answer to the empty line",
        "TO",
        R"toml([[rule]]
on = { cmd = "AUTHENTICATE" }
do = [{ challenge = "eyJzdGF0dXMiOiI0MDAifQ==" }, { stall = true }]
)toml",
        ""
    },
    CatalogueRow{
        "A5",
        "web login wanted, app password, IMAP off",
        "HS",
        R"toml([[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE" }
do = [{ untagged = "NO [WEBALERT https://accounts.google.com/signin/continue?sarp=1&scc=1&plt=x] Web login required." }, { reply = "NO [ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)" }]
times = 1
[[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE", nth = 2 }
do = [{ reply = "NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)" }]
required = false
[[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE", nth = 3 }
do = [{ reply = "NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)" }]
required = false
[[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE", nth = "4.." }
do = [{ reply = "NO [ALERT] IMAP access is disabled for your domain. Please contact your domain administrator for questions about this feature. (Failure)" }]
times = "any"
required = false
)toml",
        "each login meets the next cause: web login, app password, IMAP off, off for the domain"
    },
    CatalogueRow{
        "A6",
        "too many connections at login",
        "PS short",
        R"toml([[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE" }
do = [{ reply = "NO [ALERT] Too many simultaneous connections. (Failure)" }]
)toml",
        ""
    },
    CatalogueRow{
        "A7",
        "bandwidth refusal at login",
        "PS",
        R"toml([[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE" }
do = [{ reply = "NO [ALERT] Account exceeded command or bandwidth limits. (Failure)" }]
times = "any"
)toml",
        ""
    },
    CatalogueRow{
        "A8",
        "NO k times, then OK",
        "RB",
        R"toml([[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE" }
do = [{ reply = "NO [UNAVAILABLE] Temporary System Problem" }]
times = 2
)toml",
        ""
    },
    CatalogueRow{
        "A9",
        "mechanism missing, LOGINDISABLED",
        "no fallback",
        R"toml([[rule]]
on = { phase = "auth", cmd = "CAPABILITY" }
do = [{ untagged = "CAPABILITY IMAP4rev1 LOGINDISABLED" }, { reply = "OK Thats all she wrote!" }]
times = "any"
)toml",
        ""
    },
    CatalogueRow{
        "A10",
        "OK without the capability list, or with a smaller one",
        "TL",
        R"toml([[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE" }
do = [{ rewrite = { find = "^\\* CAPABILITY .*", put = "" } }]
times = "any"

[[rule]]
on = { phase = "authed", cmd = "CAPABILITY" }
do = [{ untagged = "CAPABILITY IMAP4rev1 IDLE UNSELECT X-GM-EXT-1" }, { reply = "OK Success" }]
times = "any"
required = false
)toml",
        ""
    },
    CatalogueRow{
        "A11",
        "OK after a long delay",
        "TL",
        R"toml([[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE" }
do = [{ delay = "10s" }]
)toml",
        ""
    },
    CatalogueRow{
        "A12",
        "BYE or cut inside AUTHENTICATE",
        "RB",
        R"toml([[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE" }
do = [{ close = "fin" }]
)toml",
        ""
    },
    CatalogueRow{
        "A13",
        "OK with a wrong tag",
        "RJ",
        R"toml([[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE" }
do = [{ raw = "x999 OK Success\r\n" }]
)toml",
        ""
    },
};

} // namespace

std::span<const CatalogueRow> login_rows() {
    return rows;
}

} // namespace testserver
