#include "testserver/scenario/catalogue_rows.hpp"

#include <array>

namespace testserver {
namespace {

constexpr std::array rows{
    CatalogueRow{
        "C1",
        "NO, also for one UID always",
        "skip",
        R"toml([[rule]]
on = { cmd = "UID FETCH", args = "BODY" }
do = [{ reply = "NO System Error (Failure)" }]
)toml",
        ""
    },
    CatalogueRow{
        "C2",
        "BAD",
        "HS",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ reply = "BAD Could not parse command" }]
times = "any"
)toml",
        ""
    },
    CatalogueRow{
        "C3",
        "BYE before, inside or instead of the answer",
        "RB/PS",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ bye = "Session expired, please login again." }]
)toml",
        ""
    },
    CatalogueRow{
        "C4",
        "close without BYE",
        "RB",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ close = "notify" }]
)toml",
        ""
    },
    CatalogueRow{
        "C5",
        "command swallowed",
        "TO",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ swallow = true }]
)toml",
        ""
    },
    CatalogueRow{
        "C6",
        "wrong tag",
        "RJ",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ raw = "zz99 OK Success\r\n" }, { swallow = true }]
)toml",
        ""
    },
    CatalogueRow{
        "C7",
        "OK without data",
        "TL",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ reply = "OK Success" }]
)toml",
        ""
    },
    CatalogueRow{
        "C8",
        "part of the data, then NO",
        "retry rest",
        R"toml([[rule]]
on = { cmd = "UID FETCH", line = 10 }
do = [{ reply = "NO Some messages could not be FETCHed (Failure)" }]
required = false
)toml",
        ""
    },
    CatalogueRow{
        "C9",
        "unsolicited data at every gap",
        "TL",
        R"toml([[rule]]
on = { phase = "selected", cmd = "*" }
do = [{ untagged = "OK Still here" }, { untagged = "FLAGS (\\Answered \\Flagged \\Draft \\Deleted \\Seen)" }]
times = "any"
)toml",
        "mailbox = { deliver, add_flags, expunge } for EXISTS, FETCH and EXPUNGE that are true"
    },
    CatalogueRow{
        "C10",
        "pipelined answers, one fails",
        "by tag",
        R"toml([[rule]]
on = { cmd = "UID FETCH", nth = 2 }
do = [{ reply = "NO System Error (Failure)" }]
required = false
)toml",
        ""
    },
    CatalogueRow{
        "C11",
        "OK, effect dropped",
        "RV",
        R"toml([[rule]]
on = { cmd = "UID STORE" }
do = [{ drop_effect = true }, { reply = "OK Success [THROTTLED]" }]
)toml",
        ""
    },
    CatalogueRow{
        "C12",
        "effect applied, reply lost",
        "RV",
        R"toml([[rule]]
on = { cmd = "UID STORE" }
do = [{ apply_then = "nothing" }, { close = "rst" }]
)toml",
        ""
    },
    CatalogueRow{
        "C13",
        "effect visible late",
        "RV later",
        R"toml([[rule]]
on = { cmd = "UID STORE" }
do = [{ late = "30s" }]
)toml",
        "OK at once; FETCH and SEARCH see the old state for so long"
    },
    CatalogueRow{
        "C14",
        "effect on part of the set",
        "RV",
        R"toml([[rule]]
on = { cmd = "UID STORE" }
do = [{ apply_first = 1 }, { reply = "NO Some messages could not be changed (Failure)" }]
)toml",
        "the first of the set is changed; without reply the answer is that to the part"
    },
    CatalogueRow{
        "C15",
        "malformed lines",
        "TL/RJ",
        R"toml([[rule]]
on = { phase = "selected", cmd = "*" }
do = [{ preset = "no-text" }]
)toml",
        "presets: "
        "no-text status-space search-space capability-space id-space status-empty "
        "lines-negative encoding-nil boundary-nil mailbox-nil multipart-empty type-alone "
        "bare-lf no-crlf address-spaces quota-space id-empty continuation-empty "
        "message-id-quote keyword-bracket keyword-slash keyword-space label-brackets "
        "utf8-text uidvalidity-zero uid-zero sequence-zero modseq-zero set-descending "
        "size-differs envelope-swapped"
    },
    CatalogueRow{
        "C16",
        "line of 1 MB, numbers out of range",
        "bounded",
        R"toml([[rule]]
on = { phase = "selected", cmd = "*" }
do = [{ raw = "* " }, { raw_zeros = 1000000 }, { raw = " EXISTS\r\n" }]
)toml",
        ""
    },
    CatalogueRow{
        "C17",
        "legal variance",
        "TL",
        R"toml([[rule]]
on = { phase = "selected", cmd = "*" }
do = [{ raw = "* oK  [XNEW a]  text\r\n" }, { raw = "* XUNKNOWN (\"a\" {1}\r\nb)\r\n" }]
)toml",
        ""
    },
    CatalogueRow{
        "C18",
        "untagged NO, BAD, ALERT",
        "log",
        R"toml([[rule]]
on = { phase = "selected", cmd = "*" }
do = [{ untagged = "NO [ALERT] Storage is nearly full" }, { untagged = "BAD [CLIENTBUG] You can do better" }]
)toml",
        ""
    },
    CatalogueRow{
        "C19",
        "continuation unexpected",
        "TO/RJ",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ raw = "+ go on\r\n" }]
)toml",
        ""
    },
    CatalogueRow{
        "C20",
        "COPYUID absent or shuffled",
        "RV",
        R"toml([[rule]]
on = { cmd = "UID COPY" }
do = [{ reply = "OK Success" }]
required = false
)toml",
        ""
    },
    CatalogueRow{
        "C21",
        "capability change mid-session",
        "re-read",
        R"toml([[rule]]
on = { phase = "selected", cmd = "*" }
do = [{ untagged = "CAPABILITY IMAP4rev1 UNSELECT IDLE" }]
)toml",
        ""
    },
    CatalogueRow{
        "C22",
        "COMPRESS: broken block",
        "RJ",
        R"toml([[rule]]
on = { cmd = "COMPRESS" }
do = [{ reply = "OK Success" }]
required = false
)toml",
        "the client inflates from here on, the server does not deflate"
    },
};

} // namespace

std::span<const CatalogueRow> command_rows() {
    return rows;
}

} // namespace testserver
