#pragma once

#include "testserver/scenario/action.hpp"
#include "testserver/scenario/scenario.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// What it says of the world as a whole, a line each: grease and limits that are no rules.
std::string written_world(const Scenario& scenario);

/// A rule in the words of a scenario file, for the decision log: `trigger` is what stands beside
/// the connection ("event = 3"), which is left out when it is 0.
std::string written_rule(
    std::string_view name,
    std::uint64_t connection,
    std::string_view trigger,
    const std::vector<Action>& actions
);

/// One action as an inline table: { close = "rst" }.
std::string written_action(const Action& action);

/// A TOML basic string.
std::string quoted(std::string_view text);

} // namespace testserver
