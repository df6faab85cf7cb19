#include "testserver/scenario/catalogue_rows.hpp"

#include <array>

namespace testserver {
namespace {

constexpr std::array rows{
    CatalogueRow{
        "P1",
        "16th connection refused",
        "PS short",
        R"toml(limits = { connections = 15, release = "1m" }
)toml",
        ""
    },
    CatalogueRow{
        "P2",
        "byte budget: BYE OVERQUOTA",
        "PS",
        R"toml(limits = { download = 100000 }
)toml",
        ""
    },
    CatalogueRow{
        "P3",
        "locked out at login",
        "PS",
        R"toml([[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE" }
do = [{ lock_out = "24h" }]
)toml",
        ""
    },
    CatalogueRow{
        "P4",
        "THROTTLED with growing delay",
        "slow down",
        R"toml([[rule]]
on = { cmd = "UID FETCH", nth = 1 }
do = [{ delay = "100ms" }, { rewrite = { find = "^(\\S+ OK .*)", put = "$1 [THROTTLED]" } }]

[[rule]]
on = { cmd = "UID FETCH", nth = 2 }
do = [{ delay = "200ms" }, { rewrite = { find = "^(\\S+ OK .*)", put = "$1 [THROTTLED]" } }]
required = false

[[rule]]
on = { cmd = "UID FETCH", nth = 3 }
do = [{ delay = "400ms" }, { rewrite = { find = "^(\\S+ OK .*)", put = "$1 [THROTTLED]" } }]
required = false

[[rule]]
on = { cmd = "UID FETCH", nth = "4.." }
do = [{ delay = "800ms" }, { rewrite = { find = "^(\\S+ OK .*)", put = "$1 [THROTTLED]" } }]
times = "any"
required = false
)toml",
        "by the number of commands"
    },
    CatalogueRow{
        "P5",
        "throttled writes answered OK and dropped",
        "RV",
        R"toml([[rule]]
on = { cmd = "UID STORE", nth = "2.." }
do = [{ drop_effect = true }, { reply = "OK Success [THROTTLED]" }]
times = 3
required = false
)toml",
        ""
    },
    CatalogueRow{
        "P6",
        "session of 24 h",
        "planned reconnect",
        R"toml(limits = { session = "24h" }
)toml",
        ""
    },
    CatalogueRow{
        "P7",
        "session expired inside a bulk FETCH",
        "RB",
        R"toml([[rule]]
on = { cmd = "UID FETCH", line = 10 }
do = [{ bye = "Session expired, please login again." }]
)toml",
        ""
    },
    CatalogueRow{
        "P8",
        "account suspended mid-session",
        "HS",
        R"toml([[rule]]
on = { phase = "selected", cmd = "*", nth = 3 }
do = [{ bye = "Account suspended" }]

[[rule]]
on = { phase = "auth", cmd = "*", args = "LOGIN|AUTHENTICATE", conn = "2.." }
do = [{ reply = "NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)" }]
times = "any"
required = false
)toml",
        ""
    },
    CatalogueRow{
        "P9",
        "closed after TLS, before the greeting",
        "RB long",
        R"toml([[rule]]
on = { phase = "greeting", conn = 1 }
do = [{ close = "notify" }]
)toml",
        ""
    },
    CatalogueRow{
        "P10",
        "search and folder index lag",
        "delayed RV",
        R"toml([[rule]]
on = { cmd = "UID SEARCH" }
do = [{ untagged = "SEARCH" }, { reply = "OK SEARCH completed (Success)" }]
required = false
)toml",
        ""
    },
};

} // namespace

std::span<const CatalogueRow> policy_rows() {
    return rows;
}

} // namespace testserver
