#pragma once

#include "app/usecase/world.hpp"
#include "ports/mail_store.hpp"

#include <optional>

namespace usecase {

/// Writes what goes over the wire to the account's ledger, and says when the day's budget is used
/// up: both directions count, as compressed and encrypted as they are. What was not yet written is
/// written at the end of its life, also after a failure.
class ByteMeter {
public:
    ByteMeter(
        const ports::MailStore& mail, const World& world, std::optional<domain::Bytes> bytes_per_day
    );
    ByteMeter(const ByteMeter&) = delete;
    ByteMeter& operator=(const ByteMeter&) = delete;
    ~ByteMeter();

    /// Writes what came since the last call; fails with `budget`, and the time until there is some
    /// again, when the last 24 hours hold more than the user allows.
    ports::Result<void> settle();

    /// Warns when so much is more than what is left of the day.
    [[nodiscard]] ports::Result<void> warn_of(domain::Bytes estimate) const;

    /// Since this meter was made.
    [[nodiscard]] ports::Transferred total() const;

private:
    ports::Result<void> record();
    [[nodiscard]] ports::Result<std::uint64_t> moved_since(domain::Timestamp from) const;
    [[nodiscard]] ports::Result<domain::Bytes> left_today() const;
    [[nodiscard]] ports::Result<void> used_up() const;

    const ports::MailStore& mail_;
    const World& world_;
    std::optional<domain::Bytes> bytes_per_day_;
    ports::Transferred start_;
    ports::Transferred recorded_;
};

} // namespace usecase
