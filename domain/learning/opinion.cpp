#include "domain/learning/opinion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace domain::learning {

namespace {

constexpr double least_bayes = -20;
constexpr double least_separate_bayes = -6;
constexpr double share_floor = 1e-4;
// A key's history counts as if it had begun with so many messages of the usual kind.
constexpr double doubt_in_history = 0.3;
constexpr double most_by_history = 3;

double log_odds(double share) {
    const double safe = std::clamp(share, share_floor, 1 - share_floor);
    return std::log(safe / (1 - safe));
}

class Forming {
public:
    Forming(const Model::State& state, const FeatureVector& message)
        : state_{state}, parts_{state.parts}, labels_{state.labels}, message_{message} {}

    Opinion run() {
        opinion_.compete = state_.labels_compete();
        opinion_.message = state_.vocabulary.weigh(message_);
        read_tokens();
        if (opinion_.compete) {
            rank();
        } else {
            judge_separately();
        }
        put_in_order();
        if (!opinion_.order.empty()) {
            gather_grounds();
            opinion_.confidence =
                state_.confidence.at(message_.has_text ? 1 : 0).probability(opinion_.grounds);
        }
        return std::move(opinion_);
    }

private:
    void read_tokens() {
        auto& weights = opinion_.nodes;
        weights.assign(labels_.nodes(), 0);
        std::vector<double> gains(labels_.nodes());
        // Every node of a row is one of the tree.
        double* const weight_of = weights.data();
        double* const gains_of = gains.data();
        const bayes::Gains& gain_of = bayes::gains();
        const auto& features = opinion_.message.features;
        for_each_row(state_.tokens, features, [&](const WeightedFeature& feature, auto row) {
            for (const TokenCell& cell : row) {
                weight_of[cell.node] += static_cast<double>(cell.weight) * feature.value;
                gains_of[cell.node] += gain_of[cell.count];
            }
        });
        const auto tokens = features.size();
        const double length = bayes::length_of(tokens);
        double best = -std::numeric_limits<double>::infinity();
        for (std::size_t label = 0; label < labels_.size(); ++label) {
            double pairwise = 0;
            for (const NodeIndex node : labels_[label].path) {
                pairwise += weights[node];
            }
            opinion_.pairwise.push_back(pairwise);
            const double base = bayes::base_of(labels_[label], state_.vocabulary.size());
            const double sum = gains[labels_[label].node()] + static_cast<double>(tokens) * base;
            opinion_.bayes.push_back(sum / length);
            best = labels_.competes(label) ? std::max(best, sum / length) : best;
        }
        for (double& value : opinion_.bayes) {
            value -= best;
        }
    }

    void rank() {
        auto& evidence = opinion_.ranking;
        evidence.assign(labels_.size(), {});
        for (std::size_t label = 0; label < labels_.size(); ++label) {
            auto& of_label = evidence[label];
            of_label[ranking_pairwise] =
                parts_.pairwise ? pairwise_scale * opinion_.pairwise[label] : 0;
            of_label[ranking_bayes] =
                parts_.bayes ? std::max(opinion_.bayes[label], least_bayes) : 0;
        }
        if (parts_.label_names) {
            match_names();
        }
        if (parts_.history) {
            look_up_history();
        }
        for (const RankingEvidence& of_label : evidence) {
            opinion_.score.push_back(state_.ranking.score(of_label));
        }
        share_among_competing();
    }

    // The share of a label's name that the message contains, rare words counting more. Both the
    // features and the places are sorted: one walk along both.
    void match_names() {
        std::vector<std::array<std::uint32_t, name_groups.size()>> found(labels_.size());
        auto place = labels_.name_places().begin();
        const auto end = labels_.name_places().end();
        for (const Feature& feature : message_.features) {
            while (place != end &&
                   std::pair{place->group, place->id} < std::pair{feature.group, feature.id}) {
                ++place;
            }
            for (auto at = place; at != end && at->group == feature.group && at->id == feature.id;
                 ++at) {
                found[at->label].at(at->name_group) |= 1U << at->word;
            }
        }
        for (std::size_t label = 0; label < labels_.size(); ++label) {
            if (found[label] != std::array<std::uint32_t, name_groups.size()>{}) {
                weigh_name(label, found[label]);
            }
        }
    }

    void weigh_name(std::size_t label, const std::array<std::uint32_t, name_groups.size()>& found) {
        const auto& words = labels_.name_words(label);
        std::array<double, name_groups.size()> matched{};
        double whole = 0;
        for (std::size_t word = 0; word < words.size(); ++word) {
            const double rarity = state_.vocabulary.rarity(words[word]);
            whole += rarity;
            for (std::size_t group = 0; group < name_groups.size(); ++group) {
                matched.at(group) += (found.at(group) >> word & 1U) != 0 ? rarity : 0;
            }
        }
        for (std::size_t group = 0; group < name_groups.size() && whole > 0; ++group) {
            opinion_.ranking[label].at(ranking_name + group) = matched.at(group) / whole;
        }
    }

    void look_up_history() {
        for (const Key& key : message_.keys) {
            const auto* record = state_.history.find(key);
            if (record == nullptr) {
                continue;
            }
            for (const History::Share& share : record->labels) {
                double& part = opinion_.ranking[share.label].at(
                    ranking_history + static_cast<std::size_t>(key.kind)
                );
                part = std::max(part, share.weight / (record->total + 1));
            }
        }
    }

    void share_among_competing() {
        opinion_.probability.assign(labels_.size(), 0);
        double best = -std::numeric_limits<double>::infinity();
        for (std::size_t label = 0; label < labels_.size(); ++label) {
            best = labels_.competes(label) ? std::max(best, opinion_.score[label]) : best;
        }
        double sum = 0;
        for (std::size_t label = 0; label < labels_.size(); ++label) {
            if (labels_.competes(label)) {
                opinion_.probability[label] = std::exp(opinion_.score[label] - best);
                sum += opinion_.probability[label];
            }
        }
        for (double& probability : opinion_.probability) {
            probability = sum > 0 ? probability / sum : 0;
        }
    }

    void judge_separately() {
        opinion_.odds = label_odds(state_.odds, labels_, opinion_.message);
        auto& evidence = opinion_.separate;
        evidence.assign(labels_.size(), {});
        for (std::size_t label = 0; label < labels_.size(); ++label) {
            auto& of_label = evidence[label];
            of_label[separate_constant] = 1;
            const double bayes = std::clamp(opinion_.bayes[label], least_separate_bayes, 0.0);
            of_label[separate_odds] = parts_.odds ? opinion_.odds[label] : 0;
            of_label[separate_pairwise] =
                parts_.pairwise ? pairwise_scale / 2 * opinion_.pairwise[label] : 0;
            of_label[separate_bayes] = parts_.bayes ? bayes : 0;
            of_label[separate_prior] = log_odds(usual_share(state_, label));
        }
        // Where mail carries several labels its senders tell none of them apart; with two, single
        // tokens do not.
        if (state_.several_labels()) {
            look_for_telling_tokens();
        } else if (parts_.history) {
            compare_with_usual();
        }
        score_separately();
        if (parts_.together && state_.several_labels()) {
            const auto support = state_.together.support(
                labels_, opinion_.probability, state_.vocabulary.messages()
            );
            for (std::size_t label = 0; label < labels_.size(); ++label) {
                evidence[label][separate_together] = support[label];
            }
            score_separately();
        }
    }

    void look_for_telling_tokens() {
        if (!parts_.telling) {
            return;
        }
        opinion_.telling = most_telling(state_, opinion_.message.features);
        for (std::size_t label = 0; label < labels_.size(); ++label) {
            opinion_.separate[label][separate_telling] =
                log_odds(opinion_.telling[label].share) - log_odds(usual_share(state_, label));
        }
    }

    // How much likelier each label is among the messages of a key than among all. Of several keys
    // of a kind (a conversation has many) the one that says most.
    void compare_with_usual() {
        for (const Key& key : message_.keys) {
            const auto* record = state_.history.find(key);
            if (record == nullptr) {
                continue;
            }
            const double messages = record->total + doubt_in_history;
            const auto part = separate_history + static_cast<std::size_t>(key.kind);
            for (std::size_t label = 0; label < labels_.size(); ++label) {
                const double usual = usual_share(state_, label);
                const double share =
                    (record->weight_of(static_cast<LabelIndex>(label)) + doubt_in_history * usual) /
                    messages;
                const double lead = std::clamp(
                    log_odds(share) - log_odds(usual), -most_by_history, most_by_history
                );
                double& evidence = opinion_.separate[label].at(part);
                evidence = std::abs(lead) > std::abs(evidence) ? lead : evidence;
            }
        }
    }

    void score_separately() {
        opinion_.score.clear();
        opinion_.probability.clear();
        for (std::size_t label = 0; label < labels_.size(); ++label) {
            opinion_.score.push_back(state_.separate.score(opinion_.separate[label]));
            opinion_.probability.push_back(
                labels_.competes(label) ? logistic(opinion_.score[label]) : 0
            );
        }
    }

    void put_in_order() {
        for (std::size_t label = 0; label < labels_.size(); ++label) {
            if (labels_.competes(label)) {
                opinion_.order.push_back(static_cast<LabelIndex>(label));
            }
        }
        std::ranges::stable_sort(opinion_.order, std::greater{}, [this](LabelIndex label) {
            return opinion_.score[label];
        });
    }

    [[nodiscard]] double lead(const std::vector<double>& values, LabelIndex top) const {
        if (opinion_.order.size() < 2) {
            return 0;
        }
        double best = -std::numeric_limits<double>::infinity();
        for (const LabelIndex label : opinion_.order) {
            best = label == top ? best : std::max(best, values[label]);
        }
        return values[top] - best;
    }

    void gather_grounds() {
        constexpr double widest_bayes_lead = 5;
        const LabelIndex top = opinion_.order.front();
        auto& grounds = opinion_.grounds;
        grounds[confidence_constant] = 1;
        grounds[confidence_pairwise_lead] = lead(opinion_.pairwise, top);
        grounds[confidence_bayes_lead] =
            std::clamp(lead(opinion_.bayes, top), -widest_bayes_lead, widest_bayes_lead);
        grounds[confidence_agreement] =
            grounds[confidence_pairwise_lead] > 0 && grounds[confidence_bayes_lead] > 0 ? 1 : 0;
        grounds[confidence_logit] = log_odds(opinion_.probability[top]) / 4;
        grounds[confidence_share] = opinion_.probability[top];
        grounds[confidence_examples] = std::log(1.0 + labels_[top].examples) / 4;
        grounds[confidence_unseen] = opinion_.message.unseen;
        compare_history(KeyKind::sender, top, confidence_sender);
        compare_history(KeyKind::recipients, top, confidence_recipients);
        compare_history(KeyKind::thread, top, confidence_thread);
    }

    // The top label's share of what the key got before, and the largest share of another.
    void compare_history(KeyKind kind, LabelIndex top, std::size_t part) {
        constexpr double doubt = 0.5;
        for (const Key& key : message_.keys) {
            const auto* record = key.kind == kind ? state_.history.find(key) : nullptr;
            if (record == nullptr) {
                continue;
            }
            double rival = 0;
            for (const History::Share& share : record->labels) {
                rival = share.label == top ? rival : std::max(rival, share.weight);
            }
            opinion_.grounds.at(part) = record->weight_of(top) / (record->total + doubt);
            opinion_.grounds.at(part + 1) = rival / (record->total + doubt);
        }
    }

    const Model::State& state_;
    const Parts& parts_;
    const LabelTable& labels_;
    const FeatureVector& message_;
    Opinion opinion_;
};

} // namespace

Opinion opinion_of(const Model::State& state, const FeatureVector& message) {
    return Forming{state, message}.run();
}

} // namespace domain::learning
