#pragma once

#include "domain/rules/diagnostic.hpp"
#include "domain/rules/query.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace domain::rules {

/// Longer queries are refused: Gmail's own filters end at 1,500 characters.
inline constexpr std::size_t max_query_bytes = 16'384;
/// Parentheses and negations inside each other; a person writes four.
inline constexpr std::size_t max_query_depth = 50;

/// A query, or none when a diagnostic is an error. Everything wrong is said at once.
struct ParsedQuery {
    std::optional<Query> query;
    std::vector<Diagnostic> diagnostics;
};

/// Reads Gmail's search language. Total: any bytes give a query or errors.
ParsedQuery parse_query(std::string_view text);

} // namespace domain::rules
