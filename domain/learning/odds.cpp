#include "domain/learning/odds.hpp"

#include "domain/learning/online_weights.hpp"

#include <algorithm>
#include <cmath>

namespace domain::learning {

namespace {

// With two labels each lesson is about both, and there is mail enough for bold steps; with many,
// bold steps learn the noise of the rare ones.
constexpr double bold_rate = 1;
constexpr double cautious_rate = 0.35;
constexpr double bias_share = 0.1;
constexpr double calm = 1e-4;
// Old energy fades, so that the steps do not freeze: spam changes.
constexpr double fading = 0.99;
// Smaller gradients change nothing, and their cells would fill the memory.
constexpr double least_gradient = 0.01;

void learn_label(
    OddsTable& odds, LabelEntry& label, const WeightedVector& message, double gradient, double rate
) {
    for (const WeightedFeature& feature : message.features) {
        const double slope = gradient * feature.value;
        OddsCell& cell = odds.cell(feature.id, label.node());
        cell.energy = static_cast<float>(fading * cell.energy + slope * slope);
        cell.weight -= static_cast<float>(rate * slope / std::sqrt(calm + cell.energy));
    }
    label.bias_energy += gradient * gradient;
    label.bias -= bias_share * rate * gradient / std::sqrt(calm + label.bias_energy);
}

double rate_of(const LabelTable& labels) {
    return labels.competing() > 2 ? cautious_rate : bold_rate;
}

} // namespace

std::vector<double>
label_odds(const OddsTable& odds, const LabelTable& labels, const WeightedVector& message) {
    std::vector<double> of_nodes(labels.nodes());
    for (const WeightedFeature& feature : message.features) {
        for (const OddsCell& cell : odds.row(feature.id)) {
            of_nodes[cell.node] += static_cast<double>(cell.weight) * feature.value;
        }
    }
    std::vector<double> of_labels;
    of_labels.reserve(labels.size());
    for (const LabelEntry& label : labels.entries()) {
        of_labels.push_back(of_nodes[label.node()] + label.bias);
    }
    return of_labels;
}

void learn_odds(
    OddsTable& odds,
    LabelTable& labels,
    const WeightedVector& message,
    const std::vector<LabelIndex>& truth
) {
    const auto scores = label_odds(odds, labels, message);
    const double rate = rate_of(labels);
    for (std::size_t label = 0; label < scores.size(); ++label) {
        const bool is_true = std::ranges::find(truth, label) != truth.end();
        const double gradient = logistic(scores[label]) - (is_true ? 1 : 0);
        if (labels.competes(label) && std::abs(gradient) >= least_gradient) {
            learn_label(odds, labels[label], message, gradient, rate);
        }
    }
}

void unlearn_odds(
    OddsTable& odds,
    LabelTable& labels,
    const WeightedVector& message,
    const std::vector<LabelIndex>& mistaken
) {
    const auto scores = label_odds(odds, labels, message);
    for (const LabelIndex label : mistaken) {
        learn_label(odds, labels[label], message, logistic(scores[label]), rate_of(labels));
    }
}

} // namespace domain::learning
