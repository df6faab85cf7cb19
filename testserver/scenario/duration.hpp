#pragma once

#include "testserver/scenario/trigger.hpp"

#include <optional>
#include <string_view>

namespace testserver {

/// "1h30m" and "50ms"; nothing when it is no duration.
std::optional<Milliseconds> parse_scenario_duration(std::string_view text);

} // namespace testserver
