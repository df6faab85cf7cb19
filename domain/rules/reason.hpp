#pragma once

#include "domain/rules/evaluate.hpp"

#include <string>

namespace domain::rules {

/// The first clause that made the query yes, no or unknown, in words: "subject has none of
/// (receipt, invoice)", "list-id absent", "needs the text to know about invoice".
std::string reason(const Query& query, const MessageView& view, const QueryContext& context);

} // namespace domain::rules
