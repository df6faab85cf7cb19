#include "testserver/scenario/catalogue_rows.hpp"

#include <array>

namespace testserver {
namespace {

constexpr std::array rows{
    CatalogueRow{
        "M1",
        "cut or stall inside a literal",
        "RB+RV",
        R"toml([[rule]]
on = { literal_byte = 10 }
do = [{ close = "rst" }]
)toml",
        ""
    },
    CatalogueRow{
        "M2",
        "fewer bytes than announced",
        "RJ",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ raw = "* 1 FETCH (UID 1 BODY[HEADER] {100}\r\nshort\r\n)\r\n" }, { reply = "OK Success" }]
)toml",
        ""
    },
    CatalogueRow{
        "M3",
        "more bytes than announced",
        "RJ",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ raw = "* 1 FETCH (UID 1 BODY[HEADER] {3}\r\nmuch too long)\r\n" }, { reply = "OK Success" }]
)toml",
        ""
    },
    CatalogueRow{
        "M4",
        "literal of 2^63 bytes",
        "RJ",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ raw = "* 1 FETCH (UID 1 BODY[] {9223372036854775808}\r\n" }]
)toml",
        ""
    },
    CatalogueRow{
        "M5",
        "a tagged line inside the data",
        "data only",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ raw = "* 1 FETCH (BODY[TEXT] {19}\r\na1 OK done\r\n* BYE\r\n)\r\n" }]
)toml",
        ""
    },
    CatalogueRow{
        "M6",
        "literal in a mailbox name",
        "TL",
        R"toml([[rule]]
on = { cmd = "LIST" }
do = [{ raw = "* LIST () \"/\" {7}\r\nLiteral\r\n" }]
required = false
)toml",
        ""
    },
    CatalogueRow{
        "M7",
        "cut between } and the first byte",
        "RB",
        R"toml([[rule]]
on = { literal_byte = 0 }
do = [{ close = "fin" }]
)toml",
        ""
    },
    CatalogueRow{
        "M8",
        "client literal: silence instead of +",
        "as command failure",
        R"toml([[rule]]
on = { phase = "go_ahead", cmd = "APPEND" }
do = [{ swallow = true }]
required = false
)toml",
        "reply = \"NO ...\" and close too"
    },
    CatalogueRow{
        "I1",
        "IDLE refused",
        "poll instead",
        R"toml([[rule]]
on = { cmd = "IDLE" }
do = [{ reply = "BAD Not supported" }]
times = "any"
)toml",
        ""
    },
    CatalogueRow{
        "I2",
        "DONE never answered",
        "TO",
        R"toml([[rule]]
on = { cmd = "IDLE" }
do = [{ apply_then = "answer" }, { stop_reading = true }]
)toml",
        ""
    },
    CatalogueRow{
        "I3",
        "silence with a dead link",
        "TO",
        R"toml([[rule]]
on = { idle_for = "1s", conn = 1 }
do = [{ close = "vanish" }]
)toml",
        ""
    },
    CatalogueRow{
        "I4",
        "BYE at a time",
        "RB",
        R"toml([[rule]]
on = { age = "2s", conn = 1 }
do = [{ bye = "Session expired, please login again." }]
)toml",
        ""
    },
    CatalogueRow{
        "I5",
        "the server ends IDLE by itself",
        "re-issue",
        R"toml([[rule]]
on = { cmd = "IDLE" }
do = [{ raw = "+ idling\r\n" }, { delay = "1s" }, { reply = "OK IDLE terminated (Success)" }]
)toml",
        ""
    },
    CatalogueRow{
        "I6",
        "EXISTS storm",
        "TL",
        R"toml([[rule]]
name = "idle"
on = { cmd = "IDLE" }
do = [{ apply_then = "answer" }, { untagged = "OK Still here" }]

[[rule]]
name = "storm"
on = { every = "20ms", after = "idle" }
do = [{ mailbox = { deliver = 1 } }]
times = 10

[[rule]]
name = "gone"
on = { at = "300ms", after = "idle" }
do = [{ mailbox = { expunge = "oldest 1" } }]
)toml",
        ""
    },
    CatalogueRow{
        "I7",
        "new mail not announced",
        "poll",
        R"toml([[rule]]
on = { cmd = "IDLE" }
name = "deaf"
do = [{ tell = "nothing" }]

[[rule]]
on = { at = "300ms", after = "deaf" }
do = [{ mailbox = { deliver = 1 } }]
)toml",
        "DONE is answered, and says nothing either"
    },
};

} // namespace

std::span<const CatalogueRow> literal_and_idle_rows() {
    return rows;
}

} // namespace testserver
