#pragma once

#include "domain/rules/rule.hpp"

#include <string>

namespace config {

/// The rule as a `[[rule]]` of the config file, in lines of at most 80 columns where its words can
/// be broken. Reading it gives the same rule.
std::string rule_text(const domain::rules::Rule& rule);

} // namespace config
