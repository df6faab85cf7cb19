#pragma once

#include "testserver/scenario/scenario_reader.hpp"

#include <string>
#include <vector>

namespace testserver {

/// The scenario of that name, to be played once: the id of a row of the catalogue, or a file. A
/// sweep is a mistake here, because one run has one value of it. The one place of this folder that
/// reads from the disk.
ReadScenario named_scenario(const std::string& name);

/// A line each.
std::string text_of(const std::vector<ScenarioProblem>& problems);

} // namespace testserver
