#pragma once

#include "adapters/imap/wire/envelope.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imap::wire {

/// Mailbox names are kept as on the wire: modified UTF-7, or UTF-8 after ENABLE UTF8=ACCEPT.
/// mutf7.hpp converts.
using MailboxName = std::string;

enum class ListKind : unsigned char { list, lsub, xlist };

/// mailbox-list of RFC 3501, with the extended data of RFC 5258 and RFC 5465.
struct List {
    ListKind kind = ListKind::list;
    std::vector<std::string> attributes; ///< As written: "\\HasNoChildren", "\\All".
    std::optional<char> delimiter;       ///< Absent is NIL: a flat hierarchy.
    MailboxName mailbox;
    std::vector<std::string> child_info; ///< CHILDINFO ("SUBSCRIBED").
    std::optional<MailboxName> old_name; ///< OLDNAME ("former").
    std::vector<std::pair<std::string, std::string>>
        extended; ///< Other tags with their value's text.

    [[nodiscard]] bool has_attribute(std::string_view attribute) const;

    bool operator==(const List&) const = default;
};

/// STATUS "mailbox" (...). An absent member was not sent.
struct MailboxStatus {
    MailboxName mailbox;
    std::optional<std::uint64_t> messages;
    std::optional<std::uint64_t> recent;
    std::optional<std::uint64_t> uidnext;
    std::optional<std::uint64_t> uidvalidity;
    std::optional<std::uint64_t> unseen;
    std::optional<std::uint64_t> deleted;                     ///< RFC 9208.
    std::optional<std::uint64_t> deleted_storage;             ///< RFC 9208.
    std::optional<std::uint64_t> highestmodseq;               ///< RFC 7162.
    std::optional<std::uint64_t> size;                        ///< RFC 8438.
    std::optional<std::uint64_t> appendlimit;                 ///< RFC 7889.
    bool appendlimit_nil = false;                             ///< APPENDLIMIT NIL: no limit.
    std::optional<std::string> mailbox_id;                    ///< RFC 8474.
    std::vector<std::pair<std::string, std::string>> unknown; ///< Name and the value's text.

    bool operator==(const MailboxStatus&) const = default;
};

/// RFC 2342. An absent group is NIL.
struct NamespaceEntry {
    std::string prefix;
    std::optional<char> delimiter;
    std::vector<std::pair<std::string, std::vector<std::string>>> extensions;

    bool operator==(const NamespaceEntry&) const = default;
};

struct Namespace {
    std::vector<NamespaceEntry> personal;
    std::vector<NamespaceEntry> other_users;
    std::vector<NamespaceEntry> shared;

    bool operator==(const Namespace&) const = default;
};

/// RFC 2087, RFC 9208. Values can pass 32 bits.
struct QuotaResource {
    std::string name;
    std::uint64_t usage = 0;
    std::uint64_t limit = 0;

    bool operator==(const QuotaResource&) const = default;
};

struct Quota {
    std::string root;
    std::vector<QuotaResource> resources;

    bool operator==(const Quota&) const = default;
};

struct QuotaRoot {
    MailboxName mailbox;
    std::vector<std::string> roots;

    bool operator==(const QuotaRoot&) const = default;
};

} // namespace imap::wire
