#pragma once

#include "domain/suggest/message_set.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace domain::suggest {

/// A way to choose messages.
struct Candidate {
    MessageSet hits;
    double cost = 1; ///< How hard it is to read.
};

struct CoverPolicy {
    double floor = 0.97;        ///< Least share of wanted ones among what is hit.
    std::size_t least_gain = 5; ///< Wanted messages that a further candidate must add.
    std::size_t most = 12;      ///< Candidates chosen.
};

/// Few candidates that hit many of the wanted messages: in each turn the one that adds most for its
/// cost (the first of equals), as long as what it hits, and what it adds, stays above the floor.
/// One that later ones made superfluous is left out again. Messages that are neither wanted nor
/// unwanted do not count. Gives indices, in the order of choice.
std::vector<std::size_t> greedy_cover(
    std::span<const Candidate> candidates,
    const MessageSet& wanted,
    const MessageSet& unwanted,
    const CoverPolicy& policy
);

} // namespace domain::suggest
