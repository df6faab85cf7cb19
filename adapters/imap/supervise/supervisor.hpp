#pragma once

#include "adapters/imap/supervise/policy.hpp"
#include "ports/clock.hpp"
#include "ports/failure.hpp"
#include "ports/randomness.hpp"
#include "ports/token_source.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <variant>

namespace imap::supervise {

using Moment = ports::Clock::Monotonic;

/// What happened to the connection.
struct Connected {};

struct LoggedIn {};

/// The folder is selected: the connection does its work now, and earlier failures are forgiven.
struct Selected {};

struct WaitIsOver {};

/// Connecting, logging in, selecting or serving ended in a failure; the connection is gone.
struct Failed {
    ports::Failure failure;
};

using Event = std::variant<Connected, LoggedIn, Selected, WaitIsOver, Failed>;

/// What to do next.
struct Connect {};

struct Authenticate {
    ports::Freshness freshness = ports::Freshness::cached;
};

struct Select {};

struct Serve {};

struct Wait {
    Moment until;
    ports::Failure cause;
};

struct GiveUp {
    ports::Failure cause;
};

using Action = std::variant<Connect, Authenticate, Select, Serve, Wait, GiveUp>;

/// Decides how a connection is kept: which step follows which, how long to wait after a failure,
/// and when to give up. Knows no socket and no clock; the caller acts and reports back.
///
/// Flow: begin → act on what it returns → tell it the event → act … until Serve ends or GiveUp.
class Supervisor {
public:
    Supervisor(Policy policy, ports::Randomness& randomness);

    /// The first action, and the one after a connection that was closed on purpose.
    [[nodiscard]] Action begin(Moment now);
    [[nodiscard]] Action after(const Event& event, Moment now);

private:
    [[nodiscard]] Action connect_within_login_limit(Moment now);
    [[nodiscard]] ports::Failure too_many_logins() const;
    [[nodiscard]] Action after_failure(const ports::Failure& failure, Moment now);
    [[nodiscard]] std::chrono::milliseconds jittered_backoff();

    Policy policy_;
    ports::Randomness& randomness_;
    std::size_t failures_ = 0;
    bool token_was_forced_ = false;
    ports::Freshness freshness_ = ports::Freshness::cached;
    std::optional<ports::Failure> latest_; ///< What ended the last connection.
    std::deque<Moment> logins_;
};

} // namespace imap::supervise
