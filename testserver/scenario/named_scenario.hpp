#pragma once

#include "testserver/scenario/scenario_reader.hpp"

#include <optional>
#include <string>
#include <vector>

namespace testserver {

/// Whether a scenario may sweep: one run has one value of each number.
enum class Sweeping : unsigned char { refused, allowed };

/// The text of the scenario of that name: the id of a row of the catalogue, or a file. Absent when
/// it is neither. The one place of this folder that reads from the disk.
std::optional<std::string> scenario_text(const std::string& name);

/// The same, read. That a name means nothing is a problem, too.
ReadScenario named_scenario(const std::string& name, Sweeping sweeping = Sweeping::refused);

/// A line each.
std::string text_of(const std::vector<ScenarioProblem>& problems);

} // namespace testserver
