#pragma once

#include "ports/result.hpp"
#include "testserver/program/options.hpp"
#include "testserver/program/scenario_run.hpp"
#include "testserver/scenario/scenario.hpp"
#include "testserver/scenario/sweep.hpp"

#include <optional>

namespace testserver::program {

/// What came of serving a world once.
struct Outcome {
    Verdict verdict;
    SweepReaches reaches;          ///< Of rules that sweep; they did nothing.
    bool every_rule_fired = false; ///< Those that need not fire, too.
};

/// Makes the world that the options describe, and serves it as the scenario says until a signal,
/// or until the client of --run ends. The scenario fits the options.
ports::Result<Outcome> play(const Options& options, std::optional<Scenario> scenario);

} // namespace testserver::program
