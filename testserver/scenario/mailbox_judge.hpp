#pragma once

#include "testserver/scenario/expectation.hpp"
#include "testserver/scenario/world_effects.hpp"

#include <string>
#include <vector>

namespace testserver {

/// What one expectation says of the mailbox and is not so; a sentence each.
std::vector<std::string> mailbox_problems(const Expectation& expected, const WorldEffects& world);

} // namespace testserver
