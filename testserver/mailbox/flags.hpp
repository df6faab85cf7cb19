#pragma once

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace testserver {

/// The order of names that are one name in any ASCII case: flags, keywords, labels.
struct LessIgnoringCase {
    using is_transparent = void;

    bool operator()(std::string_view left, std::string_view right) const {
        return std::ranges::lexicographical_compare(
            left, right, {}, domain::ascii_lower, domain::ascii_lower
        );
    }
};

/// The flags of a message as IMAP spells them ("\Seen", "$Phishing"). \Deleted is not among them:
/// it belongs to a message in a folder (see Entry). \Recent is each session's own (see FolderView).
using FlagSet = std::set<std::string, LessIgnoringCase>;

inline constexpr std::string_view answered_flag = "\\Answered";
inline constexpr std::string_view deleted_flag = "\\Deleted";
inline constexpr std::string_view draft_flag = "\\Draft";
inline constexpr std::string_view flagged_flag = "\\Flagged";
inline constexpr std::string_view recent_flag = "\\Recent";
inline constexpr std::string_view seen_flag = "\\Seen";

bool is_system_flag(std::string_view canonical);

/// What a client may set: \Recent is the server's, and no other flag with a backslash exists (RFC
/// 3501 2.3.2).
bool is_client_flag(std::string_view flag);

/// A name's one spelling: "\seen" is "\Seen"; keywords stay as they are.
std::string canonical_flag(std::string_view name);

} // namespace testserver
