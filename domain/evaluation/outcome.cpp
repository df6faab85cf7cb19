#include "domain/evaluation/outcome.hpp"

#include <utility>

namespace domain::evaluation {

Outcome judge(const learning::Prediction& prediction, LabelSet truth) {
    Outcome outcome;
    outcome.truth = std::move(truth);
    outcome.confidence = prediction.confidence;
    outcome.assigned = {prediction.assigned.begin(), prediction.assigned.end()};
    if (!prediction.ranked.empty()) {
        outcome.predicted = prediction.ranked.front().label;
        outcome.score = prediction.ranked.front().score;
    }
    if (prediction.ranked.size() > 1) {
        outcome.runner_up = prediction.ranked[1].score;
    }
    return outcome;
}

} // namespace domain::evaluation
