#pragma once

#include "adapters/imap/wire/fetch.hpp"
#include "adapters/imap/wire/mailbox.hpp"
#include "adapters/imap/wire/quirk.hpp"
#include "adapters/imap/wire/response_code.hpp"
#include "adapters/imap/wire/sequence_set.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace imap::wire {

enum class Condition : unsigned char { ok, no, bad, preauth, bye };

/// A status response: tagged it completes a command, untagged it greets, warns or says BYE.
struct Status {
    Condition condition = Condition::ok;
    ResponseCode code;
    std::string text; ///< For people. Gmail writes " [THROTTLED]" at its end.

    bool operator==(const Status&) const = default;
};

/// "+ text": go ahead with a literal, IDLE has begun, or a SASL challenge in base64.
struct Continuation {
    ResponseCode code;
    std::string text;

    bool operator==(const Continuation&) const = default;
};

struct Capability {
    std::vector<std::string> capabilities; ///< As written; they compare without case.

    bool operator==(const Capability&) const = default;
};

struct Enabled {
    std::vector<std::string> capabilities;

    bool operator==(const Enabled&) const = default;
};

/// SEARCH, and SORT (RFC 5256) which has its form.
struct Search {
    bool sorted = false;
    std::vector<std::uint32_t> numbers;
    std::optional<std::uint64_t> modseq; ///< RFC 7162.

    bool operator==(const Search&) const = default;
};

/// THREAD of RFC 5256: a run of messages, then the branches that reply to the last of them.
struct ThreadNode {
    std::vector<std::uint32_t> numbers;
    std::vector<ThreadNode> branches;

    bool operator==(const ThreadNode&) const = default;
};

struct Thread {
    std::vector<ThreadNode> threads;

    bool operator==(const Thread&) const = default;
};

/// PARTIAL of RFC 9394: one page of the result. Negative positions count from the end.
struct PartialResult {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::optional<SequenceSet> numbers; ///< Absent is NIL: the page is empty.

    bool operator==(const PartialResult&) const = default;
};

/// ADDTO and REMOVEFROM of RFC 5267: numbers that came into a search's result, or went out of it.
struct ContextUpdate {
    bool removes = false;
    std::uint64_t position = 0; ///< In a sorted result; 0: unsorted.
    SequenceSet numbers;

    bool operator==(const ContextUpdate&) const = default;
};

/// RFC 4731. An absent member was not sent.
struct ESearch {
    NString tag;
    std::optional<MailboxName> mailbox;       ///< RFC 7377: of which of the mailboxes searched.
    std::optional<std::uint64_t> uidvalidity; ///< Of that mailbox.
    /// What the correlator says besides: name and the value's text.
    std::vector<std::pair<std::string, std::string>> correlator;
    bool uid = false;
    std::optional<std::uint64_t> min;
    std::optional<std::uint64_t> max;
    std::optional<std::uint64_t> count;
    std::optional<SequenceSet> all;
    std::optional<std::uint64_t> modseq;
    std::optional<PartialResult> partial;
    std::optional<std::vector<std::uint64_t>> relevancy; ///< RFC 6203: a score for each message.
    std::vector<ContextUpdate> updates;
    std::vector<std::pair<std::string, std::string>> unknown; ///< Name and the value's text.

    bool operator==(const ESearch&) const = default;
};

struct FlagsData {
    Flags flags;

    bool operator==(const FlagsData&) const = default;
};

/// "* 23 EXISTS".
struct Exists {
    std::uint64_t count = 0;

    bool operator==(const Exists&) const = default;
};

struct Recent {
    std::uint64_t count = 0;

    bool operator==(const Recent&) const = default;
};

struct Expunge {
    std::uint32_t number = 0;

    bool operator==(const Expunge&) const = default;
};

/// RFC 7162: UIDs that are gone.
struct Vanished {
    bool earlier = false;
    SequenceSet uids;

    bool operator==(const Vanished&) const = default;
};

/// RFC 2971. Absent fields are NIL; a value can be NIL.
struct Id {
    std::optional<std::vector<std::pair<std::string, NString>>> fields;

    bool operator==(const Id&) const = default;
};

/// RFC 5464: METADATA "mailbox" (entry value ...), or entries that changed without values.
struct Metadata {
    MailboxName mailbox;
    std::vector<std::pair<std::string, NString>> entries;
    std::vector<std::string> changed;

    bool operator==(const Metadata&) const = default;
};

/// RFC 4314.
struct Acl {
    MailboxName mailbox;
    std::vector<std::pair<std::string, std::string>> rights; ///< Identifier and rights.

    bool operator==(const Acl&) const = default;
};

struct ListRights {
    MailboxName mailbox;
    std::string identifier;
    std::string required;
    std::vector<std::string> optional;

    bool operator==(const ListRights&) const = default;
};

struct MyRights {
    MailboxName mailbox;
    std::string rights;

    bool operator==(const MyRights&) const = default;
};

/// RFC 5255.
struct Language {
    std::vector<std::string> languages;

    bool operator==(const Language&) const = default;
};

struct Comparator {
    std::string active;
    std::vector<std::string> available;

    bool operator==(const Comparator&) const = default;
};

/// An untagged response that this codec does not know.
struct Unknown {
    std::string name;                    ///< Upper case.
    std::optional<std::uint64_t> number; ///< Before the name.
    std::string arguments;               ///< Its text, literals included.

    bool operator==(const Unknown&) const = default;
};

using ResponseData = std::variant<
    Status,
    Continuation,
    Capability,
    Enabled,
    List,
    MailboxStatus,
    Search,
    Thread,
    ESearch,
    FlagsData,
    Exists,
    Recent,
    Expunge,
    Vanished,
    Fetch,
    Id,
    Namespace,
    Quota,
    QuotaRoot,
    Metadata,
    Acl,
    ListRights,
    MyRights,
    Language,
    Comparator,
    Unknown>;

struct Response {
    std::string tag; ///< Empty when untagged.
    ResponseData data;
    std::vector<Quirk> quirks; ///< The deviations that were tolerated, each once.

    [[nodiscard]] bool tagged() const { return !tag.empty(); }

    bool operator==(const Response&) const = default;
};

/// True for "OK … [THROTTLED]": Gmail's mark stands at the end of the text, not in a code.
bool is_throttled(const Status& status);

} // namespace imap::wire
