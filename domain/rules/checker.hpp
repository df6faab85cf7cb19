#pragma once

#include "domain/rules/diagnostic.hpp"
#include "domain/rules/fields.hpp"
#include "domain/rules/query.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace domain::rules {

/// A value as the parser found it.
struct RawValue {
    std::string_view text; ///< Without its quotes.
    bool quoted = false;
    Span span;
};

/// The term that a field and its value mean, or nothing and a diagnostic. A value that cannot be
/// decided from a message is an error with the reason.
std::optional<Term>
check_term(const Field& field, const RawValue& value, std::vector<Diagnostic>& diagnostics);

/// "form:" is no search word: says so, or why it cannot be decided here.
Diagnostic unknown_field(std::string_view name, Span span);

/// Whom a text means in from: and its kin; nothing when it has no words.
std::optional<Person> parse_person(std::string_view text, bool quoted);

} // namespace domain::rules
