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
// Smaller gradients change next to nothing, and their cells would fill the memory where labels are
// many. Two labels are ranked by such small steps too.
constexpr double least_gradient = 0.02;
constexpr double least_gradient_of_two = 0.003;
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
    double least_gradient = 0;  ///< Smaller ones are no lesson.
    double least_new_slope = 0; ///< Smaller slopes make no cells.
};

// In the precision that is stored: twice as fast.
void step(OddsCell& cell, float slope, float rate) {
    cell.energy = static_cast<float>(fading) * cell.energy + slope * slope;
    cell.weight -= rate * slope / std::sqrt(static_cast<float>(calm) + cell.energy);
}

/// The slopes of a lesson by node, and which of them make a cell where a token has none yet.
class Slopes {
public:
    Slopes(const std::vector<Gradient>& gradients, std::size_t nodes, const Manner& manner)
        : rate_{static_cast<float>(manner.rate)}, of_nodes_(nodes) {
        for (const Gradient& gradient : gradients) {
            of_nodes_[gradient.node].slope = gradient.slope;
            if (gradient.slope < 0 || gradient.slope >= manner.least_new_slope) {
                makers_.push_back(gradient);
            }
        }
    }

    // Token by token, since the cells of one token are neighbours in memory.
    void step_row(OddsTable& odds, const WeightedFeature& feature) {
        ++row_;
        OfNode* const of_node = of_nodes_.data(); // Every node of a row is one of the tree.
        for (OddsCell& cell : odds.cells(feature.id)) {
            OfNode& node = of_node[cell.node];
            if (node.slope != 0) {
                step(cell, node.slope * feature.value, rate_);
                node.met = row_;
            }
        }
        for (const Gradient& maker : makers_) {
            if (of_node[maker.node].met != row_) {
                step(odds.cell(feature.id, maker.node), maker.slope * feature.value, rate_);
            }
        }
    }

private:
    struct OfNode {
        float slope = 0;
        std::uint32_t met = 0; ///< The last row that had a cell of the node.
    };

    float rate_;
    std::vector<OfNode> of_nodes_;
    std::vector<Gradient> makers_;
    std::uint32_t row_ = 0;
};

void step_bias(LabelEntry& label, double gradient, double rate) {
    label.bias_energy += gradient * gradient;
    label.bias -= bias_share * rate * gradient / std::sqrt(calm + label.bias_energy);
}

void learn_gradients(
    OddsTable& odds,
    const WeightedVector& message,
    const std::vector<Gradient>& gradients,
    std::size_t nodes,
    const Manner& manner
) {
    Slopes slopes{gradients, nodes, manner};
    for_each_expected(odds, message.features, [&](const WeightedFeature& feature) {
        slopes.step_row(odds, feature);
    });
}

Manner manner_for(const LabelTable& labels) {
    return labels.competing() > 2 ? Manner{cautious_rate, least_gradient, least_new_slope}
                                  : Manner{bold_rate, least_gradient_of_two, 0};
}

} // namespace

std::vector<double>
label_odds(const OddsTable& odds, const LabelTable& labels, const WeightedVector& message) {
    std::vector<double> of_nodes(labels.nodes());
    double* const of_node = of_nodes.data(); // Every node of a row is one of the tree.
    for_each_row(odds, message.features, [&](const WeightedFeature& feature, auto row) {
        for (const OddsCell& cell : row) {
            of_node[cell.node] += static_cast<double>(cell.weight) * feature.value;
        }
    });
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
        if (labels.competes(label) && std::abs(slope) >= manner.least_gradient) {
            gradients.push_back({labels[label].node(), static_cast<float>(slope)});
            step_bias(labels[label], slope, manner.rate);
        }
    }
    learn_gradients(odds, message, gradients, labels.nodes(), manner);
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
    learn_gradients(odds, message, gradients, labels.nodes(), manner);
}

} // namespace domain::learning
