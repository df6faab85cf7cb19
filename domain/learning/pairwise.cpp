#include "domain/learning/pairwise.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace domain::learning {

namespace {

constexpr double aggressiveness = 1; // PA-I: no step is longer, whatever the loss.
constexpr double margin = 1;
constexpr int most_pairs = 3; // In a lesson; more gain nothing.

bool contains(const std::vector<LabelIndex>& labels, std::size_t label) {
    return std::ranges::find(labels, label) != labels.end();
}

double squared_length(const WeightedVector& message) {
    double sum = 0;
    for (const WeightedFeature& feature : message.features) {
        sum += static_cast<double>(feature.value) * feature.value;
    }
    return sum;
}

class PairLesson {
public:
    PairLesson(
        TokenTable& tokens, const LabelTable& labels, Lesson& lesson, std::vector<double> scores
    )
        : tokens_{tokens}, labels_{labels}, lesson_{lesson}, scores_{std::move(scores)},
          length_{squared_length(lesson.message)} {
        scores_.resize(labels.nodes()); // A label that is new to this lesson has no weights yet.
    }

    void run() {
        if (length_ > 0) {
            choose_steps();
            move();
        }
    }

    void push_down() {
        for (const LabelIndex label : lesson_.labels) {
            const auto rival = best_other();
            if (rival && length_ > 0 && score(label) > score(*rival)) {
                part(*rival, label, score(label) - score(*rival));
            }
        }
        move();
    }

private:
    void choose_steps() {
        for (const LabelIndex rejected : lesson_.rejected) {
            if (const auto leader = worst_true()) {
                mend(*leader, rejected);
            }
        }
        for (int pair = 0; pair < most_pairs; ++pair) {
            const auto leader = worst_true();
            const auto rival = best_other();
            if (!leader || !rival || !mend(*leader, *rival)) {
                return;
            }
        }
    }

    [[nodiscard]] double score(std::size_t label) const {
        double sum = 0;
        for (const NodeIndex node : labels_[label].path) {
            sum += scores_[node];
        }
        return sum;
    }

    [[nodiscard]] std::optional<std::size_t> worst_true() const {
        std::optional<std::size_t> worst;
        for (const LabelIndex label : lesson_.labels) {
            if (!worst || score(label) < score(*worst)) {
                worst = label;
            }
        }
        return worst;
    }

    [[nodiscard]] std::optional<std::size_t> best_other() const {
        std::optional<std::size_t> best;
        double best_score = 0;
        for (std::size_t label = 0; label < labels_.size(); ++label) {
            if (!labels_.competes(label) || contains(lesson_.labels, label)) {
                continue;
            }
            const double of_label = score(label);
            if (!best || of_label > best_score) {
                best = label;
                best_score = of_label;
            }
        }
        return best;
    }

    // False when there was nothing to mend.
    bool mend(std::size_t leader, std::size_t rival) {
        const double loss = margin - score(leader) + score(rival);
        return loss > 0 && part(leader, rival, loss);
    }

    // Moves the two apart by `loss`, or as far as one step may go.
    bool part(std::size_t leader, std::size_t rival, double loss) {
        const auto& up = labels_[leader].path;
        const auto& down = labels_[rival].path;
        const std::size_t differing = without(up, down).size() + without(down, up).size();
        if (differing == 0) {
            return false;
        }
        const double size =
            std::min(aggressiveness, loss / (static_cast<double>(differing) * length_));
        for (const NodeIndex node : without(up, down)) {
            take({node, size});
        }
        for (const NodeIndex node : without(down, up)) {
            take({node, -size});
        }
        return true;
    }

    // Labels below one parent share its node: moving it would move both.
    static std::vector<NodeIndex>
    without(const std::vector<NodeIndex>& path, const std::vector<NodeIndex>& other) {
        std::vector<NodeIndex> rest;
        std::ranges::copy_if(path, std::back_inserter(rest), [&other](NodeIndex node) {
            return std::ranges::find(other, node) == other.end();
        });
        return rest;
    }

    void take(const Step& step) {
        steps_.push_back(step);
        scores_[step.node] += step.size * length_;
        note(step);
    }

    // All steps at once, token by token: the cells of one token are neighbours in memory. The steps
    // of a node keep their order, for rounding depends on it.
    void move() {
        std::ranges::stable_sort(steps_, {}, &Step::node);
        const auto& features = lesson_.message.features;
        for_each_expected(tokens_, features, [this](const WeightedFeature& feature) {
            for (auto step = steps_.begin(); step != steps_.end();) {
                const NodeIndex node = step->node;
                float& weight = tokens_.cell(feature.id, node).weight;
                for (; step != steps_.end() && step->node == node; ++step) {
                    weight += static_cast<float>(step->size * feature.value);
                }
            }
        });
        steps_.clear();
    }

    void note(const Step& step) {
        const auto known = std::ranges::find(lesson_.steps, step.node, &Step::node);
        if (known == lesson_.steps.end()) {
            lesson_.steps.push_back(step);
        } else {
            known->size += step.size;
        }
    }

    TokenTable& tokens_;
    const LabelTable& labels_;
    Lesson& lesson_;
    std::vector<double> scores_;
    std::vector<Step> steps_; ///< Chosen, not yet made.
    double length_;
};

} // namespace

std::vector<double>
node_scores(const TokenTable& tokens, const WeightedVector& message, std::size_t nodes) {
    std::vector<double> scores(nodes);
    double* const of_node = scores.data(); // Every node of a row is one of the tree.
    for_each_row(tokens, message.features, [&](const WeightedFeature& feature, auto row) {
        for (const TokenCell& cell : row) {
            of_node[cell.node] += static_cast<double>(cell.weight) * feature.value;
        }
    });
    return scores;
}

void learn_pairs(
    TokenTable& tokens, const LabelTable& labels, Lesson& lesson, std::vector<double> scores
) {
    PairLesson{tokens, labels, lesson, std::move(scores)}.run();
}

void push_down(TokenTable& tokens, const LabelTable& labels, Lesson& lesson) {
    auto scores = node_scores(tokens, lesson.message, labels.nodes());
    PairLesson{tokens, labels, lesson, std::move(scores)}.push_down();
}

void unlearn_pairs(TokenTable& tokens, Lesson& lesson) {
    for (const Step& step : lesson.steps) {
        for (const WeightedFeature& feature : lesson.message.features) {
            tokens.cell(feature.id, step.node).weight -=
                static_cast<float>(step.size * feature.value);
        }
    }
    lesson.steps.clear();
}

} // namespace domain::learning
