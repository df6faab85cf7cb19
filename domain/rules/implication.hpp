#pragma once

#include "domain/rules/query.hpp"

namespace domain::rules {

/// True when every message that matches `narrow` matches `wide` too, as far as their shape shows.
/// False may also mean "not seen": this is for hints, never for decisions.
bool implies(const Node& narrow, const Node& wide);

/// True when no message can match, as far as the shape shows: is:read is:unread, larger:2M
/// smaller:1M, a clause with its own negation.
bool is_impossible(const Node& node);

} // namespace domain::rules
