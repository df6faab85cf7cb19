#include "testserver/scenario/catalogue_rows.hpp"

#include <array>

namespace testserver {
namespace {

constexpr std::array rows{
    CatalogueRow{
        "B1",
        "UIDVALIDITY changed at the next SELECT",
        "RS",
        R"toml([[rule]]
on = { cmd = "LOGOUT" }
do = [{ mailbox = { name = "INBOX", uidvalidity = "+1" } }]
)toml",
        ""
    },
    CatalogueRow{
        "B2",
        "UIDVALIDITY changed while selected",
        "RS",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ mailbox = { name = "INBOX", uidvalidity = "+1" } }, { bye = "Session expired, please login again." }]
)toml",
        ""
    },
    CatalogueRow{
        "B3",
        "UIDNEXT too low",
        "RS",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ rewrite = { find = "UIDNEXT \\d+", put = "UIDNEXT 1" } }]
)toml",
        ""
    },
    CatalogueRow{
        "B4",
        "EXPUNGE between two commands",
        "skip",
        R"toml([[rule]]
on = { cmd = "UID STORE" }
do = [{ mailbox = { name = "INBOX", expunge = "oldest 1" } }]
)toml",
        ""
    },
    CatalogueRow{
        "B5",
        "EXPUNGE inside a FETCH answer",
        "UID only",
        R"toml([[rule]]
on = { cmd = "UID FETCH" }
do = [{ tell = "at_once" }]
times = "any"

[[rule]]
on = { cmd = "UID FETCH", line = 5 }
do = [{ mailbox = { name = "INBOX", expunge = "oldest 1" } }]
required = false
)toml",
        ""
    },
    CatalogueRow{
        "B6",
        "labelled by another client mid-work",
        "respect",
        R"toml([[rule]]
on = { cmd = "UID STORE" }
do = [{ mailbox = { name = "INBOX", which = "newest 1", add_labels = ["Mine"] } }]
)toml",
        ""
    },
    CatalogueRow{
        "B7",
        "label deleted, renamed mid-work",
        "HS/RS",
        R"toml([[rule]]
on = { conn = 1 }
do = [{ mailbox = { name = "Travel", create = true } }]

[[rule]]
on = { cmd = "UID STORE" }
do = [{ mailbox = { name = "Travel", rename = "Trips" } }]
)toml",
        ""
    },
    CatalogueRow{
        "B8",
        "selected mailbox deleted",
        "HS/RS",
        R"toml([[rule]]
on = { conn = 1 }
do = [{ mailbox = { name = "Travel", create = true, deliver = 3 } }]

[[rule]]
on = { cmd = "UID FETCH" }
do = [{ mailbox = { name = "Travel", delete = true } }]
)toml",
        ""
    },
    CatalogueRow{
        "B9",
        "over quota",
        "PS",
        R"toml([[rule]]
on = { cmd = "UID STORE" }
do = [{ reply = "NO [OVERQUOTA] Quota exceeded (Failure)" }]
)toml",
        ""
    },
    CatalogueRow{
        "B10",
        "very many messages at once",
        "bounded",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ mailbox = { name = "INBOX", deliver = 1000 } }]
)toml",
        "--count serves mailboxes of any size"
    },
    CatalogueRow{
        "B11",
        "HIGHESTMODSEQ 0",
        "full scan",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ rewrite = { find = "HIGHESTMODSEQ \\d+", put = "HIGHESTMODSEQ 0" } }]
)toml",
        ""
    },
    CatalogueRow{
        "B12",
        "special-use folder hidden or localised",
        "by flag only",
        R"toml(folders = { tree = "[Google Mail]", language = "german", hidden = ["all"] }
)toml",
        "french too, and each of all drafts flagged important junk sent trash can be hidden"
    },
    CatalogueRow{
        "B13",
        "STORE OK without FETCH",
        "RV",
        R"toml([[rule]]
on = { cmd = "UID STORE" }
do = [{ apply_then = "nothing" }, { reply = "OK Success" }]
)toml",
        "what expunging does is the user's: folders = { auto_expunge, expunge_behavior }"
    },
    CatalogueRow{
        "B14",
        "same message under several UIDs",
        "MSGID key",
        R"toml([[rule]]
on = { cmd = "SELECT" }
do = [{ mailbox = { name = "INBOX", which = "newest 1", add_labels = ["Also"] } }]
)toml",
        ""
    },
};

} // namespace

std::span<const CatalogueRow> mailbox_rows() {
    return rows;
}

} // namespace testserver
