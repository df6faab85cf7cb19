#pragma once

#include "domain/learning/label_table.hpp"
#include "domain/learning/token_table.hpp"
#include "domain/learning/vocabulary.hpp"

#include <vector>

namespace domain::learning {

/// The log-odds of each label on its own, by logistic regression against the rest.
std::vector<double>
label_odds(const OddsTable& odds, const LabelTable& labels, const WeightedVector& message);

/// One AdaGrad step for each label that the message is not yet clear about. `scores` are the
/// log-odds of the labels now.
void learn_odds(
    OddsTable& odds,
    LabelTable& labels,
    const WeightedVector& message,
    const std::vector<LabelIndex>& truth,
    const std::vector<double>& scores
);

/// One step for each of these labels, away from the message.
void unlearn_odds(
    OddsTable& odds,
    LabelTable& labels,
    const WeightedVector& message,
    const std::vector<LabelIndex>& mistaken
);

} // namespace domain::learning
