#pragma once

#include "ports/clock.hpp"

#include <functional>
#include <stop_token>

namespace imap::client {

/// Waits until a moment or a stop, whichever comes first; a simulation moves its clock instead.
using Sleep = std::function<void(ports::Clock::Monotonic until, const std::stop_token& stop)>;

/// Sleeps for real.
void sleep_until(ports::Clock::Monotonic until, const std::stop_token& stop);

} // namespace imap::client
