#pragma once

#include "ports/clock.hpp"

namespace os {

/// The computer's clocks. The monotonic one is CLOCK_MONOTONIC, which stands still during suspend:
/// it is what the kernel and Asio count timers by, and a deadline from CLOCK_BOOTTIME would be
/// waited for longer by all the time that was ever slept. That the computer slept shows in the
/// wall having moved further.
class SystemClock final : public ports::Clock {
public:
    [[nodiscard]] Monotonic monotonic() const override { return std::chrono::steady_clock::now(); }

    [[nodiscard]] domain::Timestamp wall() const override {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

} // namespace os
