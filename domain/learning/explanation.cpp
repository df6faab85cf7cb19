#include "domain/learning/explanation.hpp"

#include "domain/learning/opinion.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace domain::learning {

namespace {

using Kind = Contribution::Kind;

class Explaining {
public:
    Explaining(const Model::State& state, const FeatureVector& message, LabelIndex label)
        : state_{state}, label_{label}, entry_{state.labels[label]},
          opinion_{opinion_of(state, message)} {}

    Explanation run() {
        explanation_.score = opinion_.score[label_];
        tokens();
        if (opinion_.compete) {
            ranking_parts_but_tokens();
        } else {
            separate_parts_but_tokens();
        }
        std::ranges::stable_sort(
            explanation_.contributions,
            std::greater{},
            [](const Contribution& part) { return std::abs(part.amount); }
        );
        return std::move(explanation_);
    }

private:
    void add(Contribution part) {
        if (part.amount != 0) {
            explanation_.contributions.push_back(part);
        }
    }

    // What the pairwise, Bayes and odds parts of the score are multiplied by. Where Bayes is cut
    // off, its tokens no longer count one by one.
    [[nodiscard]] double pairwise_weight() const {
        return opinion_.compete ? pairwise_scale * state_.ranking.weight(ranking_pairwise)
                                : pairwise_scale / 2 * state_.separate.weight(separate_pairwise);
    }

    [[nodiscard]] double bayes_weight() const {
        return opinion_.compete ? state_.ranking.weight(ranking_bayes)
                                : state_.separate.weight(separate_bayes);
    }

    [[nodiscard]] double bayes_evidence() const {
        return opinion_.compete ? opinion_.ranking[label_][ranking_bayes]
                                : opinion_.separate[label_][separate_bayes];
    }

    [[nodiscard]] bool bayes_is_cut_off() const {
        return bayes_evidence() != opinion_.bayes[label_];
    }

    void tokens() {
        const double length = bayes::length_of(opinion_.message.features.size());
        const double each_bayes = bayes_is_cut_off() ? 0 : bayes_weight() / length;
        double by_tokens = 0;
        for (std::size_t i = 0; i < opinion_.message.features.size(); ++i) {
            const WeightedFeature& feature = opinion_.message.features[i];
            double amount = pairwise_weight() * pairwise_of(feature) + told_by(i);
            if (const auto* cell = state_.tokens.find(feature.id, entry_.node())) {
                const double gain = each_bayes * bayes::gains()[cell->count];
                amount += gain;
                by_tokens += gain;
            }
            if (!opinion_.compete) {
                amount += state_.separate.weight(separate_odds) * odds_of(feature);
            }
            add({Kind::token, feature.group, feature.id, {}, amount});
        }
        add({Kind::prior, {}, 0, {}, bayes_weight() * bayes_evidence() - by_tokens});
    }

    [[nodiscard]] double told_by(std::size_t feature) const {
        const bool says_most =
            !opinion_.telling.empty() && opinion_.telling[label_].feature == feature;
        return says_most ? state_.separate.weight(separate_telling) *
                               opinion_.separate[label_][separate_telling]
                         : 0;
    }

    [[nodiscard]] double pairwise_of(const WeightedFeature& feature) const {
        double sum = 0;
        for (const NodeIndex node : entry_.path) {
            if (const auto* cell = state_.tokens.find(feature.id, node)) {
                sum += static_cast<double>(cell->weight) * feature.value;
            }
        }
        return sum;
    }

    [[nodiscard]] double odds_of(const WeightedFeature& feature) const {
        const auto* cell = state_.odds.find(feature.id, entry_.node());
        return cell == nullptr ? 0 : static_cast<double>(cell->weight) * feature.value;
    }

    void ranking_parts_but_tokens() {
        const RankingEvidence& evidence = opinion_.ranking[label_];
        const auto amount = [&](std::size_t part) {
            return state_.ranking.weight(part) * evidence.at(part);
        };
        for (std::size_t group = 0; group < name_groups.size(); ++group) {
            add({Kind::label_name, name_groups.at(group), 0, {}, amount(ranking_name + group)});
        }
        history(state_.ranking, evidence, ranking_history);
    }

    void separate_parts_but_tokens() {
        const SeparateEvidence& evidence = opinion_.separate[label_];
        double prior = state_.separate.weight(separate_odds) * entry_.bias;
        for (const std::size_t part : {separate_constant, separate_prior, separate_together}) {
            prior += state_.separate.weight(part) * evidence.at(part);
        }
        add({Kind::prior, {}, 0, {}, prior});
        history(state_.separate, evidence, separate_history);
    }

    template <typename Weights, typename Evidence>
    void history(const Weights& weights, const Evidence& evidence, std::size_t first) {
        for (std::size_t kind = 0; kind < key_kind_count; ++kind) {
            const double amount = weights.weight(first + kind) * evidence.at(first + kind);
            add({Kind::history, {}, 0, static_cast<KeyKind>(kind), amount});
        }
    }

    const Model::State& state_;
    LabelIndex label_;
    const LabelEntry& entry_;
    Opinion opinion_;
    Explanation explanation_;
};

} // namespace

Explanation
explain_label(const Model::State& state, const FeatureVector& message, LabelIndex label) {
    return Explaining{state, message, label}.run();
}

} // namespace domain::learning
