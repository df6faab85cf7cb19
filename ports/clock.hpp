#pragma once

#include "domain/mail/ids.hpp"

#include <chrono>

namespace ports {

/// Two readings of time that can jump apart (suspend, NTP): deadlines use the monotonic one, what
/// is written down and token expiry the wall. Production reads the system's clocks; simulations
/// advance a manual one.
class Clock {
public:
    using Monotonic = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

    virtual ~Clock() = default;
    [[nodiscard]] virtual Monotonic monotonic() const = 0;
    [[nodiscard]] virtual domain::Timestamp wall() const = 0;
};

} // namespace ports
