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
// Among many labels a token gets a cell against one only where that was at all likely: a quarter
// of the memory less, for at most 0.003 of F1. Two labels need no such thrift, and it costs them
// 1-ROCA on each set.
constexpr double least_new_slope = 0.05;

/// How far each label's log-odds are from the truth: the slope of the logistic loss.
struct Gradient {
    NodeIndex node = 0;
    float slope = 0;
};

/// How boldly a lesson is learned.
struct Manner {
    double rate = 0;
    double least_new_slope = 0; ///< Smaller slopes make no cells.
};

// In the precision that is stored: twice as fast.
void step(OddsCell& cell, float slope, float rate) {
    cell.energy = static_cast<float>(fading) * cell.energy + slope * slope;
    cell.weight -= rate * slope / std::sqrt(static_cast<float>(calm) + cell.energy);
}

// Token by token, since the cells of one token are neighbours in memory. Both lists are sorted by
// node, so that one walk finds the cells that are there; the others are made one by one.
void step_row(
    OddsTable& odds,
    const WeightedFeature& feature,
    std::span<const Gradient> gradients,
    const Manner& manner
) {
    const auto rate = static_cast<float>(manner.rate);
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
        if (gradient.slope > 0 && gradient.slope < manner.least_new_slope) {
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
    OddsTable& odds,
    const WeightedVector& message,
    std::vector<Gradient> gradients,
    const Manner& manner
) {
    std::ranges::sort(gradients, {}, &Gradient::node);
    for (const WeightedFeature& feature : message.features) {
        step_row(odds, feature, gradients, manner);
    }
}

Manner manner_for(const LabelTable& labels) {
    return labels.competing() > 2 ? Manner{cautious_rate, least_new_slope} : Manner{bold_rate, 0};
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
    const Manner manner = manner_for(labels);
    std::vector<Gradient> gradients;
    for (std::size_t label = 0; label < labels.size(); ++label) {
        const bool is_true = std::ranges::find(truth, label) != truth.end();
        const double score = label < scores.size() ? scores[label] : 0; // A label that is new.
        const double slope = logistic(score) - (is_true ? 1 : 0);
        if (labels.competes(label) && std::abs(slope) >= least_gradient) {
            gradients.push_back({labels[label].node(), static_cast<float>(slope)});
            step_bias(labels[label], slope, manner.rate);
        }
    }
    learn_gradients(odds, message, std::move(gradients), manner);
}

void unlearn_odds(
    OddsTable& odds,
    LabelTable& labels,
    const WeightedVector& message,
    const std::vector<LabelIndex>& mistaken
) {
    const auto scores = label_odds(odds, labels, message);
    const Manner manner = manner_for(labels);
    std::vector<Gradient> gradients;
    for (const LabelIndex label : mistaken) {
        const double slope = logistic(scores[label]);
        gradients.push_back({labels[label].node(), static_cast<float>(slope)});
        step_bias(labels[label], slope, manner.rate);
    }
    learn_gradients(odds, message, std::move(gradients), manner);
}

} // namespace domain::learning
