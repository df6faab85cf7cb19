#pragma once

#include "domain/learning/label_table.hpp"
#include "domain/learning/sparse_rows.hpp"

#include <cstdint>

namespace domain::learning {

/// What one token says about one node of the label tree.
struct TokenCell {
    NodeIndex node = 0;
    std::uint16_t count = 0; ///< Examples of the label with the token, for Bayes.
    float weight = 0;        ///< Of the pairwise learner.
};

/// For each token the few labels that it says anything about.
using TokenTable = SparseRows<TokenCell>;

/// What one token says for a label against all others (logistic regression).
struct OddsCell {
    NodeIndex node = 0;
    float weight = 0;
    float energy = 0;
};

using OddsTable = SparseRows<OddsCell>;

} // namespace domain::learning
