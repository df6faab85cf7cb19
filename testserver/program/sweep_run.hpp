#pragma once

#include "ports/result.hpp"
#include "testserver/program/options.hpp"
#include "testserver/scenario/scenario.hpp"

namespace testserver::program {

/// Plays a scenario that sweeps: the client of --run once for each case, each on a world of its
/// own, and a line on stdout for each. What is kept of a run (--log, --decisions, --record,
/// --report) has the case in its name, and only where the case failed. False when one did.
ports::Result<bool> play_sweep(const Options& options, const Scenario& scenario);

} // namespace testserver::program
