// Rules of this file: it reads no clock and touches nothing; every effect is an Action.
//
//   begin ─► Connect ─Connected─► Authenticate ─LoggedIn─► Select ─Selected─► Serve
//               ▲                                                              │
//               │ WaitIsOver                                                   │ Failed, from any
//               state
//             Wait ◄──── worth another try (ports::reaction) ◄─────────────────┤
//           Connect with a forced token ◄── first refused credential────────────┤
//            GiveUp ◄── not worth it, tries or patience at their end ◄─────────┘

#include "adapters/imap/supervise/supervisor.hpp"

#include "ports/overloaded.hpp"

#include <algorithm>
#include <cstdint>

namespace imap::supervise {

using ports::Overloaded;
using std::chrono::milliseconds;

Supervisor::Supervisor(Policy policy, ports::Randomness& randomness)
    : policy_(policy), randomness_(randomness) {}

Action Supervisor::begin(Moment now) {
    failures_ = 0;
    token_was_forced_ = false;
    freshness_ = ports::Freshness::cached;
    latest_.reset();
    return connect_within_login_limit(now);
}

Action Supervisor::after(const Event& event, Moment now) {
    return std::visit(
        Overloaded{
            [&](const Connected&) -> Action { return Authenticate{freshness_}; },
            [&](const LoggedIn&) -> Action {
                logins_.push_back(now);
                freshness_ = ports::Freshness::cached;
                return Select{};
            },
            [&](const Selected&) -> Action {
                failures_ = 0;
                token_was_forced_ = false;
                return Serve{};
            },
            [&](const WaitIsOver&) { return connect_within_login_limit(now); },
            [&](const Failed& failed) { return after_failure(failed.failure, now); },
        },
        event
    );
}

Action Supervisor::connect_within_login_limit(Moment now) {
    while (!logins_.empty() && logins_.front() + policy_.login_window <= now) {
        logins_.pop_front();
    }
    if (logins_.size() < policy_.logins_per_window) {
        return Connect{};
    }
    return Wait{logins_.front() + policy_.login_window, too_many_logins()};
}

/// The limit only says how long the wait is; what is waited for is what ended the last connection.
ports::Failure Supervisor::too_many_logins() const {
    if (!latest_) {
        return {ports::FailureKind::throttled, "There were many logins in a short time.", {}, {}};
    }
    auto cause = *latest_;
    cause.sentence = "Many logins ended early, the latest so: " + cause.sentence;
    return cause;
}

Action Supervisor::after_failure(const ports::Failure& failure, Moment now) {
    latest_ = failure;
    if (failure.kind == ports::FailureKind::credential_refused && !token_was_forced_) {
        token_was_forced_ = true;
        freshness_ = ports::Freshness::forced;
        return connect_within_login_limit(now);
    }
    const auto reaction = ports::reaction(failure.kind);
    ++failures_;
    if (!reaction.retry || (policy_.tries && failures_ >= *policy_.tries)) {
        return GiveUp{failure};
    }
    const milliseconds least = failure.retry_after.value_or(reaction.wait);
    // The table's second for the network is where the backoff starts, not a floor under its jitter.
    const milliseconds wait =
        least <= policy_.first_backoff ? jittered_backoff() : least + jittered_backoff();
    if (policy_.patience && wait > *policy_.patience) {
        return GiveUp{failure};
    }
    return Wait{now + wait, failure};
}

milliseconds Supervisor::jittered_backoff() {
    // Full jitter: uniform between nothing and the exponential bound, so that a herd spreads out.
    constexpr std::size_t doublings_until_any_cap = 20;
    const auto doublings = std::min(failures_ - 1, doublings_until_any_cap);
    const auto bound =
        std::min(policy_.first_backoff * (std::int64_t{1} << doublings), policy_.backoff_cap);
    const auto spread = static_cast<std::uint64_t>(bound.count()) + 1;
    return milliseconds{static_cast<std::int64_t>(randomness_.next() % spread)};
}

} // namespace imap::supervise
