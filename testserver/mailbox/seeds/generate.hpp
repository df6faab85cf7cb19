#pragma once

#include "testserver/mailbox/message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace testserver::seeds {

/// Whose mailbox it is.
inline constexpr std::string_view owner_name = "Robin Marsh";
inline constexpr std::string_view owner_address = "robin.marsh@example.com";

/// A made-up mail. Its labels are what the owner gave; `truth` is what would have been right.
struct SeededMail {
    NewMessage mail;
    domain::LabelSet truth;
    bool fresh = false; ///< Among the newest, which the owner has not looked at: no label yet.
    bool wrong = false; ///< Labelled wrongly on purpose.
};

/// When the newest mail arrives, unless said otherwise.
inline constexpr domain::Timestamp default_newest{
    std::chrono::sys_days{std::chrono::year{2026} / std::chrono::January / 15}
};

/// A believable mailbox in order of arrival, the same for the same seed: two years of receipts,
/// trips, newsletters, work, family, a mailing list, alerts, bank letters, and mail that belongs
/// nowhere. Every sentence is our own.
std::vector<SeededMail>
generate(std::uint64_t seed, std::size_t count, domain::Timestamp newest = default_newest);

} // namespace testserver::seeds
