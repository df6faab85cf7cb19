#pragma once

#include "domain/mail/message.hpp"
#include "domain/rules/evaluate.hpp"
#include "domain/rules/query.hpp"

#include <vector>

namespace domain::suggest {

/// What a search word can ask of this message so that the answer is yes, each once: its list, who
/// wrote it (the address, its host and the domains above), to whom besides the user, its subject's
/// words and pairs of them, its attachments. Only what header and structure decide: a cache holds
/// no text, so what asks about text could not be measured.
std::vector<rules::Term> conditions_of(const Message& message, const rules::QueryContext& context);

} // namespace domain::suggest
