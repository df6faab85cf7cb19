#pragma once

#include "domain/learning/logarithm.hpp"
#include "domain/learning/model_state.hpp"
#include "domain/learning/telling.hpp"

#include <vector>

namespace domain::learning {

/// What a model thinks of a message, with everything that it thinks it by: prediction, lesson and
/// explanation are three readings of one opinion.
struct Opinion {
    bool compete = true; ///< Labels compete; else each is a question of its own.
    WeightedVector message;
    std::vector<RankingEvidence> ranking;   ///< By label; when labels compete.
    std::vector<SeparateEvidence> separate; ///< By label; when they do not.
    std::vector<double> nodes;              ///< The pairwise score of each node …
    std::vector<double> pairwise;           ///< … and of each label: the sum along its path.
    std::vector<Telling> telling;           ///< By label; where mail carries several.
    std::vector<double> odds;               ///< By label; when they do not compete.
    std::vector<double> bayes;              ///< By label; the best has 0.
    std::vector<double> score;              ///< By label.
    std::vector<double> probability;        ///< By label.
    std::vector<LabelIndex> order;          ///< Competing labels, best first.
    ConfidenceEvidence grounds{};
    double confidence = 0;
};

Opinion opinion_of(const Model::State& state, const FeatureVector& message);

/// Margins of the pairwise learner run from 0 to about 1; Bayes' and the histories' are larger.
inline constexpr double pairwise_scale = 4;

/// The constants of the multinomial model with binary counts: found on the development sets.
namespace bayes {
inline constexpr double smoothing = 0.01;
inline constexpr double length_power = 0.8;

/// ln((count + smoothing) / smoothing): what a token that the label knows adds to one it does not.
class Gains {
public:
    Gains() : of_none_{logarithm_(0)} {}

    double operator[](std::uint32_t count) const { return logarithm_(count) - of_none_; }

private:
    static_assert(smoothing == 0.01);
    CountLogarithm<1, 100> logarithm_;
    double of_none_;
};

const Gains& gains();

/// ln of the probability that the label gives a token it does not know.
double base_of(const LabelEntry& label, std::uint32_t vocabulary);
/// What the sum over the tokens is divided by.
double length_of(std::size_t tokens);
} // namespace bayes

} // namespace domain::learning
