#include "testserver/scenario/catalogue_rows.hpp"

#include <array>

namespace testserver {
namespace {

constexpr std::array rows{
    CatalogueRow{
        "L1",
        "silence after ClientHello",
        "TO",
        R"toml([[rule]]
on = { phase = "client_hello" }
do = [{ stall = true }]
)toml",
        ""
    },
    CatalogueRow{
        "L2",
        "cut at handshake byte N",
        "RB",
        R"toml([[rule]]
on = { conn = 1, raw_byte = 90 }
do = [{ close = "rst" }]
)toml",
        ""
    },
    CatalogueRow{
        "L3",
        "fatal alert",
        "RB/HS",
        R"toml([[rule]]
on = { conn = 1 }
do = [{ tls = { alert = 40 } }]
)toml",
        "70, 80, 86 and 112 too"
    },
    CatalogueRow{
        "L4",
        "clear text on the TLS port",
        "RJ",
        R"toml([[rule]]
on = { phase = "accept" }
do = [{ raw = "* OK IMAP4rev1 ready\r\n" }, { close = "fin" }]
)toml",
        ""
    },
    CatalogueRow{
        "L5",
        "only old TLS, no common cipher, small DH",
        "HS",
        R"toml([[rule]]
on = { phase = "accept" }
do = [{ tls = { highest = "1.1" } }]
)toml",
        "no_common_cipher and small_dh too"
    },
    CatalogueRow{
        "L6",
        "certificate expired, wrong host, self-signed …",
        "HS",
        R"toml([[rule]]
on = { phase = "accept" }
do = [{ tls = { certificate = "expired" } }]
)toml",
        "not_yet_valid wrong_host self_signed unknown_root missing_intermediate client_only "
        "weak_key sha1 no_san; revoked cannot be seen without a revocation list"
    },
    CatalogueRow{
        "L7",
        "certificate depends on SNI",
        "HS",
        R"toml([[rule]]
on = { phase = "accept" }
do = [{ tls = { certificate = "no_sni" } }]
)toml",
        "for everybody; fake-gmail --needs-sni for those alone who name no host"
    },
    CatalogueRow{
        "L8",
        "certificate replaced between two connects",
        "TL",
        R"toml([[rule]]
on = { conn = 2 }
do = [{ tls = { certificate = "renewed" } }]
required = false
)toml",
        ""
    },
    CatalogueRow{
        "L9",
        "huge certificate",
        "TL/RJ",
        R"toml([[rule]]
on = { phase = "accept" }
do = [{ tls = { certificate = "huge" } }]
)toml",
        ""
    },
    CatalogueRow{
        "L10",
        "damaged, replayed or forged records",
        "RJ",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ tls = { flip_bit = true } }, { untagged = "OK this record is damaged" }]
)toml",
        "replay and raw too"
    },
    CatalogueRow{
        "L11",
        "FIN without close_notify behind a full answer",
        "RB",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ apply_then = "answer" }, { close = "fin" }]
)toml",
        ""
    },
    CatalogueRow{
        "L12",
        "FIN inside a record",
        "RB+RV",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ close = "truncate" }]
)toml",
        ""
    },
    CatalogueRow{
        "L13",
        "close_notify inside a literal",
        "RB+RV",
        R"toml([[rule]]
on = { literal_byte = 10 }
do = [{ close = "notify" }]
)toml",
        ""
    },
    CatalogueRow{
        "L14",
        "data after close_notify",
        "ignore",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ tls = { close_notify = true } }, { apply_then = "answer" }]
)toml",
        ""
    },
    CatalogueRow{
        "L15",
        "renegotiation (TLS 1.2)",
        "TL",
        R"toml([[rule]]
on = { phase = "accept" }
do = [{ tls = { highest = "1.2" } }]

[[rule]]
on = { cmd = "SELECT" }
do = [{ tls = { renegotiate = true } }]
)toml",
        ""
    },
    CatalogueRow{
        "L16",
        "KeyUpdate and ticket floods, certificate request",
        "TL",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ tls = { key_updates = 100 } }, { tls = { tickets = 32 } }]
)toml",
        ""
    },
    CatalogueRow{
        "L17",
        "resumption refused",
        "TL",
        R"toml([[rule]]
on = { phase = "accept" }
do = [{ tls = { refuse_resumption = true } }]
)toml",
        ""
    },
    CatalogueRow{
        "L18",
        "1-byte records",
        "TL",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ tls = { one_byte_records = true } }]
)toml",
        "no empty ones: OpenSSL gives no record to a write of nothing, and its keys are not ours "
        "to write one"
    },
    CatalogueRow{
        "L19",
        "ALPN refused",
        "RB/HS",
        R"toml([[rule]]
on = { phase = "accept" }
do = [{ tls = { refuse_alpn = true } }]
)toml",
        ""
    },
    CatalogueRow{
        "L20",
        "STARTTLS stripped, injected",
        "RJ",
        "",
        "the server speaks implicit TLS only, as Gmail does"
    },
};

} // namespace

std::span<const CatalogueRow> tls_rows() {
    return rows;
}

} // namespace testserver
