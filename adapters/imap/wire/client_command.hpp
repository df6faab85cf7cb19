#pragma once

#include "adapters/imap/wire/command.hpp"
#include "adapters/imap/wire/mailbox.hpp"
#include "adapters/imap/wire/search.hpp"
#include "adapters/imap/wire/secret.hpp"
#include "adapters/imap/wire/section.hpp"
#include "adapters/imap/wire/sequence_set.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace imap::wire::client {

/// All that our client can say. What would delete, expunge, mark as read, or replace a set of
/// labels has no words here, so no bug above this layer can send it.

/// CAPABILITY, NOOP, LOGOUT, IDLE, NAMESPACE, UNSELECT, COMPRESS DEFLATE.
enum class Verb : unsigned char { capability, noop, logout, idle, namespaces, unselect, compress };

struct Plain {
    Verb verb = Verb::noop;
};

struct Id {
    std::vector<std::pair<std::string, std::string>> fields;
};

struct Enable {
    std::vector<std::string> capabilities;
};

struct Login {
    std::string user;
    SecretText password;
};

/// `initial` is base64; send it only where the server has SASL-IR.
struct Authenticate {
    std::string mechanism;
    std::optional<SecretText> initial;
};

struct List {
    std::string reference;
    std::string pattern = "*";
    bool special_use = false; ///< RETURN (SPECIAL-USE), for servers that want to be asked.
    bool xlist = false;
};

struct Status {
    MailboxName mailbox;
    std::vector<std::string> items;
};

struct Examine {
    MailboxName mailbox;
    bool condstore = false;
};

struct Select {
    MailboxName mailbox;
    bool condstore = false;
};

/// CLOSE expunges after SELECT, and does not after EXAMINE (RFC 3501 6.4.2). Its one constructor
/// takes the EXAMINE that selected the mailbox.
class CloseExamined {
public:
    explicit CloseExamined(const Examine& /*selected_by*/) {}
};

/// A label that does not exist yet is created by its parent's name too: one CREATE for each level.
struct Create {
    MailboxName mailbox;
};

struct UidSearch {
    SearchKey key;
    std::optional<SearchReturn> returned; ///< Only where the server has ESEARCH.
    bool charset_utf8 = false;            ///< CHARSET UTF-8; leave it out after ENABLE UTF8=ACCEPT.
};

/// What may be fetched: content always with PEEK, so that \Seen stays as it is.
struct FetchItem {
    enum class Name : unsigned char {
        flags,
        internal_date,
        size,
        envelope,
        body_structure,
        content,
        modseq,
        gm_msgid,
        gm_thrid,
        gm_labels,
        email_id,
        thread_id,
    };

    Name name = Name::flags;
    Section section;                                                ///< Of content.
    std::optional<std::pair<std::uint64_t, std::uint64_t>> partial; ///< Of content: origin, octets.
};

struct UidFetch {
    SequenceSet uids;
    std::vector<FetchItem> items; ///< UID is always asked for.
    std::optional<std::uint64_t> changed_since;
};

enum class Change : unsigned char { add, remove };

/// +X-GM-LABELS or -X-GM-LABELS. \Trash, \Spam and \Deleted are refused.
struct StoreLabels {
    SequenceSet uids;
    Change change = Change::add;
    std::vector<std::string> labels; ///< One backslash before a system label.
    bool silent = false;
    std::optional<std::uint64_t> unchanged_since;
};

/// +FLAGS or -FLAGS, of \Flagged and keywords; other system flags are refused.
struct StoreFlags {
    SequenceSet uids;
    Change change = Change::add;
    std::vector<std::string> flags;
    bool silent = false;
    std::optional<std::uint64_t> unchanged_since;
};

/// Where messages may be moved to. It is made from what LIST says of a mailbox and refuses Trash
/// and Spam, by their special-use attribute or their usual names.
class Destination {
public:
    static std::optional<Destination> from(const wire::List& listed);

    [[nodiscard]] const MailboxName& mailbox() const { return mailbox_; }

private:
    explicit Destination(MailboxName mailbox) : mailbox_(std::move(mailbox)) {}

    MailboxName mailbox_;
};

/// Archiving where there are no labels.
struct UidMove {
    SequenceSet uids;
    Destination destination;
};

struct GetQuotaRoot {
    MailboxName mailbox;
};

using ClientCommand = std::variant<
    Plain,
    Id,
    Enable,
    Login,
    Authenticate,
    List,
    Status,
    Examine,
    Select,
    CloseExamined,
    Create,
    UidSearch,
    UidFetch,
    StoreLabels,
    StoreFlags,
    UidMove,
    GetQuotaRoot>;

} // namespace imap::wire::client
