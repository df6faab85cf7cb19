#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace testserver {

/// A message as it stands when a run is judged.
struct StandingMessage {
    std::uint64_t uid = 0;           ///< In the folder that was asked for.
    std::string subject;             ///< UTF-8.
    std::vector<std::string> flags;  ///< "\Seen"; in profile rfc keywords too.
    std::vector<std::string> labels; ///< Gmail's, "\Inbox" too; in profile rfc the keywords.
};

/// Whether a label is one of the user's own: no system label, no keyword that is registered ("$…").
inline bool is_users_label(const std::string& label) {
    return !label.empty() && label.front() != '\\' && label.front() != '$';
}

} // namespace testserver
