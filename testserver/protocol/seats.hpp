#pragma once

#include "testserver/scenario/instant.hpp"

#include <cstdint>
#include <map>
#include <optional>

namespace testserver {

/// The sessions that are logged in to one account, as the server's limit counts them. Gmail goes on
/// counting one that was not ended by LOGOUT for a while (GMAIL-IMAP 3.6).
class Seats {
public:
    /// False when `most` sessions are there already.
    bool take(std::uint64_t connection, std::uint64_t most, Instant now);
    void leave(std::uint64_t connection);
    /// Counts until then.
    void drop(std::uint64_t connection, Instant until);

private:
    std::map<std::uint64_t, std::optional<Instant>> taken_;
};

} // namespace testserver
