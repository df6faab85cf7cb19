#pragma once

#include "ports/clock.hpp"

#include <chrono>

namespace memory {

/// Time that moves only when a test or a simulation says so. The two readings can jump apart, as
/// they do after a suspend or when NTP corrects the wall.
class ManualClock final : public ports::Clock {
public:
    explicit ManualClock(domain::Timestamp wall = start()) : wall_{wall} {}

    [[nodiscard]] Monotonic monotonic() const override { return monotonic_; }

    [[nodiscard]] domain::Timestamp wall() const override {
        return std::chrono::floor<std::chrono::seconds>(wall_);
    }

    void advance(std::chrono::nanoseconds by) {
        monotonic_ += by;
        wall_ += by;
    }

    /// The wall alone, in either direction.
    void jump_wall(std::chrono::seconds by) { wall_ += by; }

private:
    // 2026-01-05 12:00:00 UTC, a Monday: any fixed moment would do.
    static constexpr domain::Timestamp start() {
        return domain::Timestamp{std::chrono::seconds{1'767'614'400}};
    }

    Monotonic monotonic_{std::chrono::hours{1}};
    std::chrono::sys_time<std::chrono::nanoseconds> wall_;
};

} // namespace memory
