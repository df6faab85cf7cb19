#pragma once

#include "ports/clock.hpp"

#include <chrono>

namespace imap::client {

/// Slows down when Gmail marks its answers with [THROTTLED]: the wait before a command doubles with
/// each mark and shrinks when it is calm. The figures are those of Dovecot's client (DESIGN 6).
class Pacer {
public:
    using Moment = ports::Clock::Monotonic;

    void answered(bool throttled, Moment now);
    /// When the next command may leave.
    [[nodiscard]] Moment not_before(Moment now) const;

private:
    std::chrono::milliseconds wait_{0};
    Moment last_mark_;
};

} // namespace imap::client
