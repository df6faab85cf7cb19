#include "domain/learning/mixture.hpp"

#include <algorithm>

namespace domain::learning {

namespace {

constexpr double rate = 0.1;
constexpr double calm = 1;
constexpr double ranking_margin = 2;
// Who writes, and about what, tells something from the first day on; how much, is learned.
constexpr double early_trust_in_history = 0.3;

} // namespace

RankingWeights::RankingWeights() {
    for (const std::size_t part :
         {std::size_t{ranking_pairwise},
          std::size_t{ranking_bayes},
          std::size_t{ranking_name},
          std::size_t{ranking_name} + 1,
          std::size_t{ranking_name} + 2}) {
        weights_.weight[part] = 1;
    }
}

void RankingWeights::learn(const RankingEvidence& truth, const RankingEvidence& rival) {
    if (score(truth) - score(rival) >= ranking_margin) {
        return;
    }
    for (std::size_t part = 0; part < ranking_parts; ++part) {
        weights_.step(part, rival[part] - truth[part], rate, calm);
        weights_.weight[part] = std::max(weights_.weight[part], 0.0);
    }
}

SeparateWeights::SeparateWeights() {
    weights_.weight[separate_odds] = 1;
    for (const KeyKind kind : {KeyKind::sender, KeyKind::sender_domain, KeyKind::subject}) {
        weights_.weight.at(separate_history + static_cast<std::size_t>(kind)) =
            early_trust_in_history;
    }
}

void SeparateWeights::learn(const SeparateEvidence& evidence, double probability, bool is_true) {
    const double error = probability - (is_true ? 1 : 0);
    for (std::size_t part = 0; part < separate_parts; ++part) {
        weights_.step(part, error * evidence[part], rate, calm);
    }
}

} // namespace domain::learning
