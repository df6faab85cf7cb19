#include "testserver/scenario/catalogue_rows.hpp"

#include <array>

namespace testserver {
namespace {

constexpr std::array rows{
    CatalogueRow{
        "T1",
        "refused",
        "RB",
        R"toml([[rule]]
on = { conn = 1 }
do = [{ down = "2s" }]
)toml",
        "the first connection closes the listener for two seconds; what comes then is refused"
    },
    CatalogueRow{
        "T2",
        "connect hangs: backlog full",
        "TO",
        R"toml([[rule]]
on = { conn = 1 }
do = [{ deaf = "2s" }]
)toml",
        "the first connection makes the listener deaf for two seconds: it fills its own backlog"
    },
    CatalogueRow{
        "T3",
        "accept then FIN, input drained",
        "RB",
        R"toml([[rule]]
on = { conn = 1 }
do = [{ close = "fin" }]
)toml",
        ""
    },
    CatalogueRow{
        "T4",
        "accept then RST",
        "RB",
        R"toml([[rule]]
on = { conn = 1 }
do = [{ close = "rst" }]
)toml",
        ""
    },
    CatalogueRow{
        "T5",
        "FIN after byte N of the server",
        "RB+RV",
        R"toml([[rule]]
on = { conn = 1, out_byte = 400 }
do = [{ close = "fin" }]
)toml",
        ""
    },
    CatalogueRow{
        "T6",
        "RST after byte N of the server",
        "RB+RV",
        R"toml([[rule]]
on = { conn = 1, out_byte = 400 }
do = [{ close = "rst" }]
)toml",
        ""
    },
    CatalogueRow{
        "T7",
        "cut after byte N of the client, or after the command was executed",
        "RB+RV",
        R"toml([[rule]]
on = { conn = 1, in_byte = 60 }
do = [{ close = "fin" }]

[[rule]]
on = { conn = "2..", cmd = "UID STORE" }
do = [{ apply_then = "nothing" }, { close = "fin" }]
required = false
)toml",
        ""
    },
    CatalogueRow{
        "T8",
        "half-close: the server stops writing and still reads",
        "TO",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ close = "half" }]
)toml",
        "over TLS a client sees the FIN as a truncation"
    },
    CatalogueRow{
        "T9",
        "the server stops reading",
        "TO",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ stop_reading = true }]
)toml",
        ""
    },
    CatalogueRow{
        "T10",
        "stall with ACKs",
        "TO",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ stall = true }]
)toml",
        ""
    },
    CatalogueRow{
        "T11",
        "black hole without ACK",
        "TO",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ close = "vanish" }]
)toml",
        "the socket drops whatever comes, before the kernel acknowledges it"
    },
    CatalogueRow{
        "T12",
        "peer vanished, RST on the next write",
        "RB",
        R"toml([[rule]]
on = { phase = "authed", cmd = "*", nth = 2 }
do = [{ close = "reboot" }]
)toml",
        ""
    },
    CatalogueRow{
        "T13",
        "drip",
        "TL",
        R"toml([[rule]]
on = { cmd = "*" }
do = [{ drip = { bytes = 16, every = "1ms" } }]
times = "any"
)toml",
        ""
    },
    CatalogueRow{
        "T14",
        "1-byte segments",
        "TL",
        R"toml([[rule]]
on = { cmd = "*" }
do = [{ split = 1 }]
times = "any"
)toml",
        ""
    },
    CatalogueRow{
        "T15",
        "split in two at an offset",
        "TL",
        R"toml([[rule]]
on = { cmd = "SELECT", out_byte = 7 }
do = [{ delay = "5ms" }]
)toml",
        "out_byte = \"sweep\" for a runner"
    },
    CatalogueRow{
        "T16",
        "many answers in one segment",
        "TL",
        R"toml([[rule]]
on = { cmd = "CAPABILITY" }
do = [{ untagged = "OK one" }]
times = "any"
required = false
)toml",
        "a session sends all that it has as one"
    },
    CatalogueRow{
        "T17",
        "bandwidth cap, latency",
        "TL",
        R"toml([[rule]]
on = { cmd = "*" }
do = [{ delay = "20ms" }, { drip = { bytes = 1400, every = "1ms" } }]
times = "any"
)toml",
        ""
    },
    CatalogueRow{
        "T18",
        "late FIN",
        "TL",
        R"toml([[rule]]
on = { cmd = "LOGOUT" }
do = [{ apply_then = "answer" }, { stall = "2s" }, { close = "fin" }]
)toml",
        ""
    },
    CatalogueRow{
        "T19",
        "flipped bit, clear text",
        "RJ",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ tls = { raw = "* OK in clear\r\n" } }]
)toml",
        ""
    },
    CatalogueRow{
        "T20",
        "another protocol on the port",
        "RJ/HS",
        R"toml([[rule]]
on = { phase = "accept" }
do = [{ raw = "HTTP/1.1 400 Bad Request\r\n\r\n" }, { close = "fin" }]
)toml",
        ""
    },
    CatalogueRow{
        "T21",
        "down for a time, then fine",
        "RB",
        R"toml([[rule]]
on = { conn = 1 }
do = [{ down = "3s" }]
)toml",
        ""
    },
    CatalogueRow{
        "T22",
        "first address dead, second fine",
        "next address",
        "",
        "the addresses are the resolver's: the tests of adapters/net play it"
    },
    CatalogueRow{
        "T23",
        "no such name, resolver silent",
        "RB",
        "",
        "the resolver's: the tests of adapters/net play it"
    },
    CatalogueRow{
        "T24",
        "all connections cut at once",
        "RB",
        R"toml([[rule]]
on = { cmd = "SELECT", nth = 2 }
do = [{ close_all = "rst" }]
required = false
)toml",
        ""
    },
};

} // namespace

std::span<const CatalogueRow> transport_rows() {
    return rows;
}

} // namespace testserver
