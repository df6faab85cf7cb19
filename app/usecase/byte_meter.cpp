#include "app/usecase/byte_meter.hpp"

#include <fmt/format.h>

#include <chrono>

namespace usecase {

namespace {

ports::Transferred minus(const ports::Transferred& later, const ports::Transferred& earlier) {
    return {
        {later.received.count - earlier.received.count}, {later.sent.count - earlier.sent.count}
    };
}

} // namespace

ByteMeter::ByteMeter(
    const ports::MailStore& mail, const World& world, std::optional<domain::Bytes> bytes_per_day
)
    : mail_(mail), world_(world), bytes_per_day_(bytes_per_day), start_(mail.transferred()),
      recorded_(start_) {}

ByteMeter::~ByteMeter() {
    // The ledger is advice for the next run; a disk that is full has been reported already.
    static_cast<void>(record());
}

ports::Result<void> ByteMeter::record() {
    const auto now = mail_.transferred();
    const auto fresh = minus(now, recorded_);
    if (fresh.received.count == 0 && fresh.sent.count == 0) {
        return {};
    }
    recorded_ = now;
    return world_.state.bytes().add(world_.clock.wall(), fresh);
}

ports::Result<void> ByteMeter::settle() {
    if (auto written = record(); !written) {
        return written;
    }
    if (!bytes_per_day_) {
        return {};
    }
    const auto day = world_.state.bytes().since(world_.clock.wall() - std::chrono::hours{24});
    if (!day) {
        return ports::fail(day.error());
    }
    if (day->received.count > bytes_per_day_->count) {
        return ports::fail(
            ports::FailureKind::budget,
            fmt::format(
                "The day's budget of {} bytes is used up: {} came in the last 24 hours",
                bytes_per_day_->count,
                day->received.count
            ),
            "Run it again later, or raise limits.bytes_per_day."
        );
    }
    return {};
}

ports::Transferred ByteMeter::total() const {
    return minus(mail_.transferred(), start_);
}

} // namespace usecase
