#pragma once

#include "domain/suggest/collection.hpp"
#include "domain/suggest/cover.hpp"

#include <optional>
#include <span>
#include <vector>

namespace domain::suggest {

/// What one rule may ask: a condition; two at a time; or one but not the other.
struct Clause {
    Collection::ConditionId first = 0;
    std::optional<Collection::ConditionId> second;
    bool excluded = false; ///< The second one must not be met.
};

/// Clauses with what they hit, as `greedy_cover` takes them: easy ones first.
struct Clauses {
    std::vector<Clause> clauses;
    std::vector<Candidate> candidates;
};

/// All clauses over the most telling conditions of the older mail. `wanted`, `unwanted`: older
/// messages. Conditions that fewer than `least` of the wanted ones meet are not looked at.
Clauses clauses_for(
    const Collection& mail, const MessageSet& wanted, const MessageSet& unwanted, std::size_t least
);

/// The clauses as few queries: one for each field, and for each first condition of a pair.
std::vector<rules::Query> joined(const Collection& mail, std::span<const Clause> clauses);

} // namespace domain::suggest
