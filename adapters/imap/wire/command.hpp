#pragma once

#include "adapters/imap/wire/date.hpp"
#include "adapters/imap/wire/fetch.hpp"
#include "adapters/imap/wire/mailbox.hpp"
#include "adapters/imap/wire/search.hpp"
#include "adapters/imap/wire/secret.hpp"
#include "adapters/imap/wire/section.hpp"
#include "adapters/imap/wire/sequence_set.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace imap::wire::command {

/// What a client can say to a server, as a server reads it. What *our* client can say is much less:
/// client_command.hpp.

/// Commands without arguments.
enum class Verb : unsigned char {
    capability,
    noop,
    logout,
    starttls,
    check,
    close,
    unselect,
    idle,
    done,
    namespaces,
    unauthenticate,
};

struct Plain {
    Verb verb = Verb::noop;

    bool operator==(const Plain&) const = default;
};

struct Login {
    std::string user;
    SecretText password;

    bool operator==(const Login&) const = default;
};

struct Authenticate {
    std::string mechanism;             ///< Upper case.
    std::optional<SecretText> initial; ///< Base64 as sent; "=" is an empty response (RFC 4959).

    bool operator==(const Authenticate&) const = default;
};

/// RFC 7162 3.2.5.
struct QresyncParameters {
    std::uint64_t uidvalidity = 0;
    std::uint64_t modseq = 0;
    std::optional<SequenceSet> known_uids;
    std::optional<std::pair<SequenceSet, SequenceSet>>
        matched; ///< Sequence numbers and their UIDs.

    bool operator==(const QresyncParameters&) const = default;
};

struct Select {
    bool examine = false;
    MailboxName mailbox;
    bool condstore = false;
    std::optional<QresyncParameters> qresync;

    bool operator==(const Select&) const = default;
};

enum class MailboxVerb : unsigned char { create, remove, subscribe, unsubscribe };

/// CREATE, DELETE, SUBSCRIBE, UNSUBSCRIBE.
struct MailboxChange {
    MailboxVerb verb = MailboxVerb::create;
    MailboxName mailbox;
    std::vector<std::string> use; ///< CREATE … (USE (\Sent)) of RFC 6154.

    bool operator==(const MailboxChange&) const = default;
};

struct Rename {
    MailboxName from;
    MailboxName to;

    bool operator==(const Rename&) const = default;
};

/// LIST, LSUB, XLIST with the options of RFC 5258, RFC 5819 and RFC 6154.
struct List {
    ListKind kind = ListKind::list;
    std::vector<std::string> selection; ///< "SUBSCRIBED", "SPECIAL-USE", in upper case.
    MailboxName reference;
    std::vector<MailboxName> patterns;
    std::vector<std::string> returned;     ///< "CHILDREN", in upper case, without STATUS.
    std::vector<std::string> status_items; ///< RETURN (STATUS (…)), in upper case.
    bool extended = false;                 ///< Options or several patterns were written.

    bool operator==(const List&) const = default;
};

struct Status {
    MailboxName mailbox;
    std::vector<std::string> items; ///< In upper case.

    bool operator==(const Status&) const = default;
};

struct AppendMessage {
    Flags flags;
    std::optional<DateTime> date;
    std::string bytes;
    bool utf8 = false;     ///< UTF8 (~{…} …) of RFC 6855.
    bool literal8 = false; ///< "~{…}", which may hold NUL (RFC 3516).

    bool operator==(const AppendMessage&) const = default;
};

/// Several messages are RFC 3502.
struct Append {
    MailboxName mailbox;
    std::vector<AppendMessage> messages;

    bool operator==(const Append&) const = default;
};

struct Search {
    bool uid = false;
    std::optional<SearchReturn> returned;
    std::optional<std::string> charset;
    SearchKey key; ///< A conjunction when several were written.

    bool operator==(const Search&) const = default;
};

enum class FetchName : unsigned char {
    all,
    fast,
    full, // macros, which Gmail refuses
    flags,
    uid,
    internal_date,
    size,
    envelope,
    body,
    body_structure,
    rfc822,
    rfc822_header,
    rfc822_text,
    section,
    binary,
    binary_size,
    modseq,
    gm_msgid,
    gm_thrid,
    gm_labels,
    email_id,
    thread_id,
    preview,
    save_date,
};

struct FetchAttribute {
    FetchName name = FetchName::flags;
    bool peek = false;
    Section section; ///< Of section, binary and binary_size.
    std::optional<std::pair<std::uint64_t, std::uint64_t>> partial; ///< Origin and octets.

    bool operator==(const FetchAttribute&) const = default;
};

struct Fetch {
    bool uid = false;
    SequenceSet set;
    std::vector<FetchAttribute> attributes;
    std::optional<std::uint64_t> changed_since; ///< RFC 7162.
    bool vanished = false;

    bool operator==(const Fetch&) const = default;
};

enum class StoreAction : unsigned char { replace, add, remove };
enum class StoreTarget : unsigned char { flags, labels };

struct Store {
    bool uid = false;
    SequenceSet set;
    std::optional<std::uint64_t> unchanged_since; ///< RFC 7162.
    StoreTarget target = StoreTarget::flags;
    StoreAction action = StoreAction::add;
    bool silent = false;
    std::vector<std::string> values; ///< Flags, or labels with one backslash before a system label.

    bool operator==(const Store&) const = default;
};

/// COPY, or MOVE of RFC 6851.
struct Copy {
    bool uid = false;
    bool move = false;
    SequenceSet set;
    MailboxName mailbox;

    bool operator==(const Copy&) const = default;
};

/// EXPUNGE; with a set it is UID EXPUNGE of RFC 4315.
struct Expunge {
    std::optional<SequenceSet> uids;

    bool operator==(const Expunge&) const = default;
};

struct Id {
    std::vector<std::pair<std::string, NString>> fields; ///< Empty for NIL.

    bool operator==(const Id&) const = default;
};

struct Enable {
    std::vector<std::string> capabilities; ///< In upper case.

    bool operator==(const Enable&) const = default;
};

struct Compress {
    std::string algorithm; ///< In upper case.

    bool operator==(const Compress&) const = default;
};

enum class QuotaVerb : unsigned char { root_of_mailbox, quota, set };

/// GETQUOTAROOT mailbox, GETQUOTA root, SETQUOTA root (…).
struct Quota {
    QuotaVerb verb = QuotaVerb::quota;
    std::string name;
    std::vector<std::pair<std::string, std::uint64_t>> limits;

    bool operator==(const Quota&) const = default;
};

/// A verb that this codec does not know.
struct Unknown {
    std::string verb; ///< Upper case; "UID X" for a UID command.
    std::string arguments;

    bool operator==(const Unknown&) const = default;
};

using Body = std::variant<
    Plain,
    Login,
    Authenticate,
    Select,
    MailboxChange,
    Rename,
    List,
    Status,
    Append,
    Search,
    Fetch,
    Store,
    Copy,
    Expunge,
    Id,
    Enable,
    Compress,
    Quota,
    Unknown>;

struct Command {
    std::string tag; ///< Empty for DONE.
    Body body;

    bool operator==(const Command&) const = default;
};

/// "UID FETCH", "LOGIN": the command's name in upper case.
std::string name_of(const Body& body);

} // namespace imap::wire::command
