#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>

namespace domain {

/// A message's identity across folders, sessions and rebuilt mailboxes. Its text names the scheme
/// it came from: "gm:<X-GM-MSGID, decimal>", "em:<EMAILID>" (RFC 8474), "uid:<UIDVALIDITY>.<UID>",
/// "file:<path>" in a replay.
struct MessageId {
    std::string value;

    auto operator<=>(const MessageId&) const = default;
};

/// A conversation's identity ("gm:<X-GM-THRID>", "em:<THREADID>"); empty where the store has none.
struct ThreadId {
    std::string value;

    [[nodiscard]] bool known() const { return !value.empty(); }

    auto operator<=>(const ThreadId&) const = default;
};

/// Seconds since 1970-01-01 UTC.
using Timestamp = std::chrono::sys_seconds;

/// A size in octets.
struct Bytes {
    std::uint64_t count = 0;

    auto operator<=>(const Bytes&) const = default;
};

} // namespace domain
