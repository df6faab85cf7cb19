#pragma once

#include "ports/result.hpp"
#include "testserver/program/options.hpp"
#include "testserver/protocol/world.hpp"
#include "testserver/scenario/scenario.hpp"

namespace testserver::program {

/// The world as options and scenario say that it begins: one user, who may log in, and the mail.
ports::Result<World> make_world(const Options& options, const Scenario& scenario);

} // namespace testserver::program
