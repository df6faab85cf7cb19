#pragma once

#include "domain/rules/query.hpp"

#include <string>

namespace domain::rules {

/// The query in its one canonical spelling, valid in Gmail's search box too (a pattern "Lists/*"
/// excepted). Parsing it gives an equal query.
std::string print(const Query& query);
std::string print(const Node& node);
std::string print(const Term& term);

} // namespace domain::rules
