#pragma once

#include "domain/rules/evaluate.hpp"

namespace domain::rules {

/// Whether one term holds for a message, and what would decide it.
Answer match(const Term& term, const MessageView& view, const QueryContext& context);

} // namespace domain::rules
