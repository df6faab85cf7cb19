#pragma once

#include "ports/result.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace usecase {

/// The first run ever changes no more, so that the user sees what happens before much has.
inline constexpr std::uint64_t first_apply_messages = 20;
/// The default of limits.actions_per_run.
inline constexpr std::uint64_t default_actions_per_run = 500;

/// What a run of a plan wants to change, and what the user has said about it.
struct RunSize {
    std::uint64_t planned = 0; ///< Messages in the plan.
    std::uint64_t pending = 0; ///< Of these, not done by earlier runs.
    bool first_ever = false;
    std::optional<std::uint64_t> max_actions{}; ///< Said for this run.
    std::optional<std::uint64_t> confirmed{};   ///< The size of the plan, typed by the user.
    std::uint64_t default_actions = default_actions_per_run;
};

/// How many messages the run may change. Fails when the plan is larger than the user is known to
/// expect.
ports::Result<std::uint64_t> allowed_changes(const RunSize& size);

} // namespace usecase
