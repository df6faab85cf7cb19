#pragma once

#include "adapters/imap/wire/fetch.hpp"
#include "adapters/imap/wire/sequence_set.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace imap::wire {

/// Codes that carry nothing, and codes of one number, by their name in upper case: "ALERT",
/// "AUTHENTICATIONFAILED", "THROTTLED", "UIDNEXT".
struct PlainCode {
    std::string name;

    bool operator==(const PlainCode&) const = default;
};

/// UIDNEXT, UIDVALIDITY, UNSEEN (RFC 3501), HIGHESTMODSEQ (RFC 7162), APPENDLIMIT and the like.
struct NumberCode {
    std::string name;
    std::uint64_t number = 0;

    bool operator==(const NumberCode&) const = default;
};

struct BadCharsetCode {
    std::vector<std::string> charsets;

    bool operator==(const BadCharsetCode&) const = default;
};

struct CapabilityCode {
    std::vector<std::string> capabilities;

    bool operator==(const CapabilityCode&) const = default;
};

struct PermanentFlagsCode {
    Flags flags; ///< "\\*" means that new keywords can be made.

    bool operator==(const PermanentFlagsCode&) const = default;
};

/// RFC 4315.
struct AppendUidCode {
    std::uint32_t uidvalidity = 0;
    SequenceSet uids;

    bool operator==(const AppendUidCode&) const = default;
};

/// RFC 4315: the n-th source UID became the n-th destination UID.
struct CopyUidCode {
    std::uint32_t uidvalidity = 0;
    SequenceSet source;
    SequenceSet destination;

    bool operator==(const CopyUidCode&) const = default;
};

/// RFC 7162: the messages that the conditional STORE left alone.
struct ModifiedCode {
    SequenceSet numbers;

    bool operator==(const ModifiedCode&) const = default;
};

/// Codes of one text: MAILBOXID (RFC 8474), REFERRAL (RFC 2221), WEBALERT (Gmail, a URL),
/// BADURL (RFC 4469), NOUPDATE (RFC 5267), BADEVENT (RFC 5465).
struct TextCode {
    std::string name;
    std::string text;

    bool operator==(const TextCode&) const = default;
};

/// RFC 9585: how far a long command is.
struct InProgressCode {
    NString tag;
    std::optional<std::uint64_t> done;
    std::optional<std::uint64_t> goal;

    bool operator==(const InProgressCode&) const = default;
};

/// A code that this codec does not know, or whose argument it could not read.
struct OtherCode {
    std::string name;      ///< As written.
    std::string arguments; ///< The text up to the bracket.

    bool operator==(const OtherCode&) const = default;
};

using ResponseCode = std::variant<
    std::monostate,
    PlainCode,
    NumberCode,
    BadCharsetCode,
    CapabilityCode,
    PermanentFlagsCode,
    AppendUidCode,
    CopyUidCode,
    ModifiedCode,
    TextCode,
    InProgressCode,
    OtherCode>;

/// The code's name in upper case, or an empty view where there is none.
std::string_view name_of(const ResponseCode& code);

} // namespace imap::wire
