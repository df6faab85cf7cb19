#include "testserver/scenario/catalogue_rows.hpp"

#include <array>

namespace testserver {
namespace {

// Each rule is about the n-th request of its kind, so that one run of a client meets what the row
// has in store one after the other; only the first has to come.

constexpr std::array rows{
    CatalogueRow{
        "O1",
        "invalid_grant",
        "HS",
        R"([[rule]]
name = "sign-in is over"
on = { phase = "http", cmd = "POST /token", args = "grant_type=refresh_token" }
do = [{ http = { error = "invalid_grant" } }]
times = "any"
)",
        "also error = \"bad_request\"; refresh_life = \"7d\" in [oauth] is the app in testing"
    },
    CatalogueRow{
        "O2",
        "invalid_client and others",
        "HS",
        R"([[rule]]
name = "invalid_client"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 1 }
do = [{ http = { error = "invalid_client" } }]
[[rule]]
name = "unauthorized_client"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 2 }
do = [{ http = { error = "unauthorized_client" } }]
required = false
[[rule]]
name = "invalid_scope"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 3 }
do = [{ http = { error = "invalid_scope" } }]
required = false
[[rule]]
name = "invalid_rapt"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 4 }
do = [{ http = { error = "invalid_rapt" } }]
required = false
)",
        "on the n-th refresh"
    },
    CatalogueRow{
        "O3",
        "403 with HTML, 429",
        "RB",
        R"([[rule]]
name = "seconds"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 1 }
do = [{ http = { status = 429, html = "<h1>Too Many Requests</h1>", retry_after = "2" } }]
[[rule]]
name = "html"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 2 }
do = [{ http = { status = 403, html = "<h1>Rate Limit Exceeded</h1>" } }]
required = false
[[rule]]
name = "date"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 3 }
do = [{ http = { status = 429, retry_after = "Fri, 31 Dec 2027 23:59:59 GMT" } }]
required = false
[[rule]]
name = "absurd"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 4 }
do = [{ http = { status = 429, retry_after = "99999999999999999999" } }]
required = false
)",
        "on the n-th refresh"
    },
    CatalogueRow{
        "O4",
        "5xx",
        "RB",
        R"([[rule]]
name = "503"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 1 }
do = [{ http = { status = 503, html = "<h1>Service Unavailable</h1>" } }]
[[rule]]
name = "500"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 2 }
do = [{ http = { error = "internal_failure" } }]
required = false
[[rule]]
name = "502"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 3 }
do = [{ http = { status = 502, html = "<h1>Bad Gateway</h1>" } }]
required = false
[[rule]]
name = "504"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 4 }
do = [{ delay = "300ms" }, { http = { status = 504 } }]
required = false
)",
        "on the n-th refresh"
    },
    CatalogueRow{
        "O5",
        "200 with garbage",
        "RJ",
        R"([[rule]]
name = "portal"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 1 }
do = [{ http = { html = "<html><title>Free WiFi</title></html>" } }]
[[rule]]
name = "empty"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 2 }
do = [{ http = { body = "" } }]
required = false
[[rule]]
name = "truncated"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 3 }
do = [{ http = { damage = "truncated" } }]
required = false
[[rule]]
name = "wrong length"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 4 }
do = [{ http = { damage = "short_length" } }, { close = "notify" }]
required = false
[[rule]]
name = "bad chunk"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 5 }
do = [{ http = { damage = "bad_chunk" } }, { close = "notify" }]
required = false
[[rule]]
name = "gzip bomb"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 6 }
do = [{ http = { damage = "gzip_bomb" } }]
required = false
[[rule]]
name = "10 MB"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 7 }
do = [{ http = { zeros = 10485760 } }]
required = false
[[rule]]
name = "byte order mark"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 8 }
do = [{ http = { damage = "byte_order_mark" } }]
required = false
)",
        "on the n-th refresh"
    },
    CatalogueRow{
        "O6",
        "token fields missing or odd",
        "RJ",
        R"([[rule]]
name = "no token"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 1 }
do = [{ http = { remove = ["access_token"] } }]
[[rule]]
name = "no life"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 2 }
do = [{ http = { remove = ["expires_in"] } }]
required = false
[[rule]]
name = "negative life"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 3 }
do = [{ http = { set = { expires_in = -1 } } }]
required = false
[[rule]]
name = "life as text"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 4 }
do = [{ http = { set = { expires_in = "3599" } } }]
required = false
[[rule]]
name = "huge life"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 5 }
do = [{ http = { set = { expires_in = 9223372036854775807 } } }]
required = false
[[rule]]
name = "other type"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 6 }
do = [{ http = { set = { token_type = "mac" } } }]
required = false
[[rule]]
name = "narrower scope"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 7 }
do = [{ http = { set = { scope = "openid" } } }]
required = false
)",
        "on the n-th refresh; [oauth] scope = \"openid\" is the box that the user unticks"
    },
    CatalogueRow{
        "O7",
        "refresh token rotated",
        "atomic store",
        R"([oauth]
rotation = "strict"
[[rule]]
name = "answer is lost"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 2 }
do = [{ apply_then = "nothing" }, { close = "rst" }]
required = false
)",
        "each refresh replaces the token; the second one's answer is lost, and with it the sign-in"
    },
    CatalogueRow{
        "O8",
        "token refused by IMAP for a time",
        "TR once",
        R"([oauth]
token_delay = "2s"
[[rule]]
name = "dies early"
on = { cmd = "SELECT" }
do = [{ token = "expire" }]
required = false
)",
        "a token lets in after 2 s; at the first SELECT all end before their time"
    },
    CatalogueRow{
        "O9",
        "redirect elsewhere",
        "never resend",
        R"([[rule]]
name = "other host"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 1 }
do = [{ http = { status = 307, redirect = "https://127.0.0.2:1/token" } }]
[[rule]]
name = "in clear"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 2 }
do = [{ http = { redirect = "http://127.0.0.1:1/token" } }]
required = false
)",
        "on the n-th refresh"
    },
    CatalogueRow{
        "O10",
        "keep-alive closed",
        "retry once",
        R"([[rule]]
name = "asked in vain"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 1 }
do = [{ close = "notify" }]
[[rule]]
name = "early hints"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 2 }
do = [{ raw = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" }]
required = false
[[rule]]
name = "gone without a word"
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 3 }
do = [{ apply_then = "answer" }, { close = "fin" }]
required = false
)",
        "on the n-th refresh"
    },
    CatalogueRow{
        "O11",
        "two refreshes at once",
        "single flight",
        R"([oauth]
rotation = "strict"
)",
        "the second refresh with one token revokes the sign-in; refreshes_at_once = 1 in "
        "[[expect]] demands a single flight"
    },
    CatalogueRow{
        "O12",
        "sign-in goes wrong",
        "HS",
        R"([oauth]
consent = "wrong_state"
)",
        "also deny and form; the device flow gives no access to mail, so there is none"
    },
};

} // namespace

std::span<const CatalogueRow> oauth_rows() {
    return rows;
}

} // namespace testserver
