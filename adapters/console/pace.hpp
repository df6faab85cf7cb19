#pragma once

#include "ports/clock.hpp"
#include "ports/reporter.hpp"

#include <chrono>
#include <deque>
#include <optional>

namespace console {

/// How fast a verb gets on, from its progress of the last seconds.
class Pace {
public:
    /// Long enough to smooth a batch, short enough to notice a stall.
    static constexpr std::chrono::seconds window{10};

    void add(const ports::Progress& progress, ports::Clock::Monotonic now);

    /// Items a second; absent until there is something to go by.
    [[nodiscard]] std::optional<double> rate() const;
    [[nodiscard]] std::optional<std::chrono::seconds> remaining() const;
    /// The bytes of the whole, estimated from those of the part.
    [[nodiscard]] std::optional<domain::Bytes> expected_bytes() const;

private:
    struct Sample {
        ports::Clock::Monotonic at;
        std::uint64_t done = 0;
    };

    ports::Progress latest_;
    std::deque<Sample> samples_;
};

} // namespace console
