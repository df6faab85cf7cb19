#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace imap::supervise {

/// How hard to try. The defaults are DESIGN 6; each line says what it protects from.
struct Policy {
    /// The first wait, doubled for each further try: quick after a blip, slow in an outage.
    std::chrono::milliseconds first_backoff{std::chrono::seconds{1}};
    std::chrono::milliseconds backoff_cap{std::chrono::seconds{120}};

    /// Tries without a SELECT in between, before giving up; none for a watch, which never does.
    std::optional<std::size_t> tries = 5;
    /// A longer wait than this ends a command run with "try later"; none for a watch.
    std::optional<std::chrono::milliseconds> patience = std::chrono::seconds{150};

    /// Gmail can accept a login and drop the link at once; without a limit that is a storm.
    std::size_t logins_per_window = 2;
    std::chrono::milliseconds login_window{std::chrono::minutes{2}};
};

/// For a verb that a person waits for.
inline Policy command_policy() {
    return {};
}

/// For a process that is to stay connected for weeks.
inline Policy watch_policy() {
    Policy policy;
    policy.tries = std::nullopt;
    policy.patience = std::nullopt;
    return policy;
}

} // namespace imap::supervise
