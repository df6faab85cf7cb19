#pragma once

#include "adapters/config/given.hpp"
#include "adapters/config/mistake.hpp"
#include "adapters/config/resolve.hpp"
#include "adapters/config/settings.hpp"
#include "domain/rules/rule.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// Settings and rules with everything that is wrong about them. Use neither when failure(mistakes)
/// says something.
struct Loaded {
    Settings settings;
    domain::rules::RuleSet rules;
    std::vector<Resolved> values;  ///< In the order of KeyId: what `config show --origin` prints.
    std::filesystem::path file;    ///< The config file that was read; empty when there is none.
    std::vector<Mistake> mistakes; ///< In the order of the file, then flags and variables.
};

/// Reads the config file that `given` names, or the usual one if that exists, and puts everything
/// together.
Loaded load(const Given& given);

/// The same with the file's text at hand; pure. `text` is absent where there is no file.
Loaded load_text(
    const Given& given, const std::filesystem::path& file, std::optional<std::string_view> text
);

} // namespace config
