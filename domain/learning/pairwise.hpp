#pragma once

#include "domain/learning/label_table.hpp"
#include "domain/learning/token_table.hpp"
#include "domain/learning/vocabulary.hpp"

#include <vector>

namespace domain::learning {

/// How far a lesson has moved the weights of a node, in multiples of its vector.
struct Step {
    NodeIndex node = 0;
    double size = 0;
};

/// A message as it was learned, kept for a short replay and for taking the lesson back.
struct Lesson {
    WeightedVector message;
    std::vector<LabelIndex> labels;
    std::vector<LabelIndex> rejected;
    std::vector<Step> steps;
};

/// The scores of all nodes: the sum over the tokens of weight times value.
std::vector<double>
node_scores(const TokenTable& tokens, const WeightedVector& message, std::size_t nodes);

/// Passive-aggressive learning of label pairs (Crammer 2006): each true label shall lead every
/// other by a margin of 1; the worst pair is corrected by the smallest step that mends it. Notes
/// the steps in the lesson. `scores` are those of the nodes now.
void learn_pairs(
    TokenTable& tokens, const LabelTable& labels, Lesson& lesson, std::vector<double> scores
);

/// Takes back what the lesson has moved: exactly, up to rounding.
void unlearn_pairs(TokenTable& tokens, Lesson& lesson);

/// Takes labels' lead over all others away, for a lesson that is too old to be taken back exactly.
void push_down(TokenTable& tokens, const LabelTable& labels, Lesson& lesson);

} // namespace domain::learning
