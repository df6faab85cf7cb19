#pragma once

#include "testserver/scenario/scenario.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// A longer file is no scenario.
inline constexpr std::size_t longest_scenario = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t most_rules = 100'000;

/// Something in a scenario file that cannot be as it is: "flaky.toml:3:5: unknown key …".
struct ScenarioProblem {
    std::string file;
    std::size_t line = 0; ///< From 1; 0 for the file as a whole.
    std::size_t column = 0;
    std::string message;

    [[nodiscard]] std::string text() const;
};

/// A scenario as far as it could be read, and all that is wrong with it; usable when that is
/// nothing.
struct ReadScenario {
    Scenario scenario;
    std::vector<ScenarioProblem> problems;
};

/// Reads the text of a scenario file (TOML, see README). `file` is its name in problems. Total: any
/// bytes give an answer.
ReadScenario read_scenario(std::string_view text, const std::string& file);

} // namespace testserver
