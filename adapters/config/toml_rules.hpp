#pragma once

#include "adapters/config/toml_nodes.hpp"
#include "domain/rules/rule_reader.hpp"

#include <vector>

namespace config {

/// The `[[rule]]` tables of a file as the rule reader takes them.
std::vector<domain::rules::RuleText> read_rule_tables(const toml::node& node, TomlNotes& notes);

} // namespace config
