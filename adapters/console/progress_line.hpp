#pragma once

#include "adapters/console/pace.hpp"
#include "ports/reporter.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace console {

/// What a progress line tells, taken from events.
struct ProgressState {
    ports::Progress progress;
    Pace pace;
    bool connected = false;
    ports::Clock::Monotonic connected_since;
    std::uint64_t connections = 0; ///< Each after the first is a reconnect.
    std::string waiting;           ///< "lost: …, again in 2 s"; empty while all is well.

    void take(const ports::Progress& event, ports::Clock::Monotonic now);
    void take(const ports::ConnectionEvent& event, ports::Clock::Monotonic now);
};

/// The line in at most so many columns: what matters least is left out first.
std::string
progress_line(const ProgressState& state, ports::Clock::Monotonic now, std::size_t columns);

} // namespace console
