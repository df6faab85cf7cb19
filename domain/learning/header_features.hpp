#pragma once

#include "domain/learning/features.hpp"
#include "domain/learning/token_sink.hpp"
#include "domain/mail/message.hpp"

namespace domain::learning {

/// The tokens of everything in the header but the subject.
void add_header_features(const Headers& headers, const Owner& owner, TokenCounter& sink);
void add_header_features(const Headers& headers, const Owner& owner, TokenNamer& sink);

} // namespace domain::learning
