#pragma once

#include "domain/rules/diagnostic.hpp"
#include "ports/failure.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// Something in the user's config, flags or environment that cannot be as it is (an error), or
/// hardly can be meant (a warning).
struct Mistake {
    domain::rules::Severity severity = domain::rules::Severity::error;
    std::string place; ///< "config.toml:3:5", "--port", "GMAIL_CLASSIFIER_PORT".
    std::string message;
    std::string hint;    ///< May be empty.
    std::string excerpt; ///< Source text with the spot underlined; may be empty.
};

/// "config.toml:3:5: error: …" and on lines of their own excerpt and hint.
std::string text(const Mistake& mistake);

/// The text with the span underlined below it, for `excerpt`; empty for no text.
std::string underlined(std::string_view text, domain::rules::Span span);

/// All errors as one failure, or nothing when there are none.
std::optional<ports::Failure> failure(std::span<const Mistake> mistakes);

} // namespace config
