#pragma once

#include "domain/learning/feature_vector.hpp"
#include "domain/learning/online_weights.hpp"

#include <cstddef>
#include <vector>

namespace domain::learning {

/// What speaks for a label when labels compete. Its position is its index in Ranking evidence.
enum RankingPart : std::uint8_t {
    ranking_pairwise,
    ranking_bayes,
    ranking_name, ///< Three: words of the label's name in body, subject, people's names.
    ranking_history = ranking_name + 3,
    ranking_parts = ranking_history + key_kind_count
};

using RankingEvidence = std::array<double, ranking_parts>;

/// Weighs the parts so that true labels lead: one step on the worst pair of each lesson that leads
/// by less than a margin. The weights are never negative: no part may speak against itself.
class RankingWeights {
public:
    RankingWeights();

    [[nodiscard]] double score(const RankingEvidence& evidence) const {
        return weights_.dot(evidence);
    }

    [[nodiscard]] double weight(std::size_t part) const { return weights_.weight[part]; }

    void learn(const RankingEvidence& truth, const RankingEvidence& rival);

    void encode(ByteWriter& writer) const { weights_.encode(writer); }

    void decode(ByteReader& reader) { weights_.decode(reader); }

private:
    OnlineWeights<ranking_parts> weights_;
};

/// What speaks for a label when each is a question of its own.
enum SeparatePart : std::uint8_t {
    separate_constant,
    separate_odds,
    separate_pairwise,
    separate_bayes,
    separate_prior,
    separate_together,
    separate_telling, ///< The one token that says most.
    separate_history, ///< One for each kind of key.
    separate_parts = separate_history + key_kind_count
};

using SeparateEvidence = std::array<double, separate_parts>;

/// Weighs the parts so that the logistic of the score is the probability of the label.
class SeparateWeights {
public:
    SeparateWeights();

    [[nodiscard]] double score(const SeparateEvidence& evidence) const {
        return weights_.dot(evidence);
    }

    [[nodiscard]] double weight(std::size_t part) const { return weights_.weight[part]; }

    void learn(const SeparateEvidence& evidence, double probability, bool is_true);

    void encode(ByteWriter& writer) const { weights_.encode(writer); }

    void decode(ByteReader& reader) { weights_.decode(reader); }

private:
    OnlineWeights<separate_parts> weights_;
};

} // namespace domain::learning
