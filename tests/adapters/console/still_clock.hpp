#pragma once

#include "ports/clock.hpp"

#include <chrono>

namespace console {

/// Stands still until it is told to go on.
class StillClock final : public ports::Clock {
public:
    [[nodiscard]] Monotonic monotonic() const override { return now_; }

    [[nodiscard]] domain::Timestamp wall() const override { return {}; }

    void pass(std::chrono::nanoseconds time) { now_ += time; }

private:
    Monotonic now_{std::chrono::hours{1}};
};

} // namespace console
