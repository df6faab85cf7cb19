#pragma once

#include "ports/result.hpp"
#include "testserver/program/options.hpp"
#include "testserver/protocol/other_client.hpp"
#include "testserver/scenario/engine.hpp"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace testserver::program {

/// The scenario that --scenario names: a file, or the id of a row of the catalogue.
ports::Result<Scenario> load_scenario(const std::string& name);

/// Why this scenario cannot be played over sockets as the options say, or nothing.
ports::Result<void> fits(const Scenario& scenario, const Options& options);

/// A scenario at work on a served world, with its logs.
class ScenarioRun {
public:
    ScenarioRun(Scenario scenario, const Options& options, World& world);

    [[nodiscard]] Interceptor& interceptor() { return engine_; }

    /// After the last connection: writes the decisions, says what failed on stderr, and whether all
    /// went as expected.
    ports::Result<bool> finish() const;

private:
    const Options& options_;
    std::ofstream log_;
    OtherClient others_;
    Engine engine_;
};

} // namespace testserver::program
