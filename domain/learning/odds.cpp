#include "domain/learning/odds.hpp"

#include "domain/learning/online_weights.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

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
// A token gets a cell against a label only where the label was at all likely: a quarter of the
// memory less, and nothing lost.
constexpr double least_new_slope = 0.05;

/// How far each label's log-odds are from the truth: the slope of the logistic loss.
struct Gradient {
    NodeIndex node = 0;
    double slope = 0;
};

void step(OddsCell& cell, double slope, double rate) {
    cell.energy = static_cast<float>(fading * cell.energy + slope * slope);
    cell.weight -= static_cast<float>(rate * slope / std::sqrt(calm + cell.energy));
}

// Token by token, since the cells of one token are neighbours in memory. Both lists are sorted by
// node, so that one walk finds the cells that are there; the others are made one by one.
void step_row(
    OddsTable& odds,
    const WeightedFeature& feature,
    std::span<const Gradient> gradients,
    double rate
) {
    const auto row = odds.cells(feature.id);
    auto cell = row.begin();
    std::size_t found = 0;
    for (const Gradient& gradient : gradients) {
        while (cell != row.end() && cell->node < gradient.node) {
            ++cell;
        }
        if (cell != row.end() && cell->node == gradient.node) {
            step(*cell, gradient.slope * feature.value, rate);
            ++found;
        }
    }
    if (found == gradients.size()) {
        return;
    }
    for (const Gradient& gradient : gradients) {
        if (gradient.slope > 0 && gradient.slope < least_new_slope) {
            continue;
        }
        OddsCell& made = odds.cell(feature.id, gradient.node);
        if (made.energy == 0) {
            step(made, gradient.slope * feature.value, rate);
        }
    }
}

void step_bias(LabelEntry& label, double gradient, double rate) {
    label.bias_energy += gradient * gradient;
    label.bias -= bias_share * rate * gradient / std::sqrt(calm + label.bias_energy);
}

void learn_gradients(
    OddsTable& odds, const WeightedVector& message, std::vector<Gradient> gradients, double rate
) {
    std::ranges::sort(gradients, {}, &Gradient::node);
    for (const WeightedFeature& feature : message.features) {
        step_row(odds, feature, gradients, rate);
    }
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
    const std::vector<LabelIndex>& truth,
    const std::vector<double>& scores
) {
    const double rate = rate_of(labels);
    std::vector<Gradient> gradients;
    for (std::size_t label = 0; label < labels.size(); ++label) {
        const bool is_true = std::ranges::find(truth, label) != truth.end();
        const double score = label < scores.size() ? scores[label] : 0; // A label that is new.
        const double slope = logistic(score) - (is_true ? 1 : 0);
        if (labels.competes(label) && std::abs(slope) >= least_gradient) {
            gradients.push_back({labels[label].node(), slope});
            step_bias(labels[label], slope, rate);
        }
    }
    learn_gradients(odds, message, std::move(gradients), rate);
}

void unlearn_odds(
    OddsTable& odds,
    LabelTable& labels,
    const WeightedVector& message,
    const std::vector<LabelIndex>& mistaken
) {
    const auto scores = label_odds(odds, labels, message);
    const double rate = rate_of(labels);
    std::vector<Gradient> gradients;
    for (const LabelIndex label : mistaken) {
        const double slope = logistic(scores[label]);
        gradients.push_back({labels[label].node(), slope});
        step_bias(labels[label], slope, rate);
    }
    learn_gradients(odds, message, std::move(gradients), rate);
}

} // namespace domain::learning
