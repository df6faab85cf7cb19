#pragma once

#include "ports/result.hpp"
#include "testserver/program/options.hpp"

namespace testserver::program {

/// Plays the scenario to the client of --run with fewer and fewer rules, while it still fails, and
/// writes what is left to --shrink. True when there is something left that fails.
ports::Result<bool> shrink_scenario(const Options& options);

} // namespace testserver::program
