#pragma once

#include <chrono>

namespace testserver {

/// The server's clock, always given as an argument: a test moves it by hand.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

} // namespace testserver
