#pragma once

#include "domain/learning/model.hpp"
#include "domain/mail/label.hpp"

#include <vector>

namespace domain::evaluation {

/// One prediction beside the truth: all that the figures are made of.
struct Outcome {
    LabelSet truth;
    Label predicted; ///< The top label; an empty name when there was none.
    double confidence = 0;
    double score = 0;     ///< Of the top label …
    double runner_up = 0; ///< … and of the next one.
    LabelSet assigned;    ///< Every label that was likelier right than wrong.

    /// The protocol of the figures: the top label is one of the message's own; for a message
    /// without labels, that none was predicted.
    [[nodiscard]] bool right() const {
        return truth.empty() ? predicted.name.empty() : truth.contains(predicted);
    }
};

Outcome judge(const learning::Prediction& prediction, LabelSet truth);

} // namespace domain::evaluation
