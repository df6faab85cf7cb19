#include "app/usecase/byte_meter.hpp"

#include "ports/amounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace usecase {

namespace {

// Gmail's limit, which the budget keeps away from, is one of a rolling day.
constexpr std::chrono::hours window{24};

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
    const auto fresh = now - recorded_;
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
    const auto left = left_today();
    if (!left) {
        return ports::fail(left.error());
    }
    return left->count > 0 ? ports::Result<void>{} : used_up();
}

ports::Result<domain::Bytes> ByteMeter::left_today() const {
    const auto day = moved_since(world_.clock.wall() - window);
    if (!day) {
        return ports::fail(day.error());
    }
    // The last byte of the budget may be used, the one after it may not.
    const std::uint64_t allowed = bytes_per_day_->count + 1;
    return domain::Bytes{allowed - std::min(allowed, *day)};
}

ports::Result<std::uint64_t> ByteMeter::moved_since(domain::Timestamp from) const {
    return world_.state.bytes().since(from).map([](const ports::Transferred& bytes) {
        return bytes.received.count + bytes.sent.count;
    });
}

/// The failure, with the moment at which enough of the last day will be forgotten. The ledger
/// counts by the hour, so that is a whole hour.
ports::Result<void> ByteMeter::used_up() const {
    const auto now = world_.clock.wall();
    auto resume = std::chrono::floor<std::chrono::hours>(now) + std::chrono::hours{1};
    for (;; resume += std::chrono::hours{1}) {
        const auto held = moved_since(resume - window);
        if (!held) {
            return ports::fail(held.error());
        }
        if (*held <= bytes_per_day_->count || resume - now > window) {
            break;
        }
    }
    const auto day = moved_since(now - window);
    if (!day) {
        return ports::fail(day.error());
    }
    ports::Failure failure{
        ports::FailureKind::budget,
        fmt::format(
            "The day's budget of {} is used up: {} were moved in the last 24 hours; it goes on at "
            "{} UTC",
            ports::size(*bytes_per_day_),
            ports::size({*day}),
            ports::moment(resume)
        ),
        "Run it again then, or raise limits.bytes_per_day.",
        std::chrono::ceil<std::chrono::seconds>(resume - now)
    };
    return ports::fail(std::move(failure));
}

ports::Result<void> ByteMeter::warn_of(domain::Bytes estimate) const {
    if (!bytes_per_day_) {
        return {};
    }
    const auto left = left_today();
    if (!left) {
        return ports::fail(left.error());
    }
    if (estimate.count > left->count) {
        world_.reporter.report(ports::Warning{
            fmt::format(
                "About {} are to be moved, and {} are left of the day's budget",
                ports::size(estimate),
                ports::size(*left)
            ),
            "It pauses there with exit code 12, and the next run goes on."
        });
    }
    return {};
}

ports::Transferred ByteMeter::total() const {
    return mail_.transferred() - start_;
}

} // namespace usecase
