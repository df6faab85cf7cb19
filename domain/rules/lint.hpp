#pragma once

#include "domain/rules/rule_reader.hpp"

#include <vector>

namespace domain::rules {

/// Rules that are valid but hardly meant: never reached after a stop, never true, without effect,
/// or too long to export as a Gmail filter.
std::vector<RuleDiagnostic> lint(const RuleSet& rules);

} // namespace domain::rules
