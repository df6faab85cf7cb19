#pragma once

#include "domain/learning/online_weights.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace domain::learning {

/// What tells how far the top label can be trusted.
enum ConfidencePart : std::uint8_t {
    confidence_constant,
    confidence_pairwise_lead,
    confidence_bayes_lead,
    confidence_agreement,
    confidence_logit, ///< Of its share among the scores.
    confidence_share,
    confidence_examples,
    confidence_unseen,
    confidence_sender,
    confidence_sender_rival,
    confidence_recipients,
    confidence_recipients_rival,
    confidence_thread,
    confidence_thread_rival,
    confidence_parts
};

using ConfidenceEvidence = std::array<double, confidence_parts>;

/// What a probability that was said too high or too low is mended by: for each tenth of the scale,
/// by how much the latest of its predictions turned out better than they were said to be.
class Recalibration {
public:
    /// In proportion between the middles of two tenths: no step parts what is nearly the same.
    [[nodiscard]] double mended(double probability) const;
    void learn(double probability, bool was_right);

    void encode(ByteWriter& writer) const;
    void decode(ByteReader& reader);

private:
    static constexpr std::size_t bins = 10;

    struct Bin {
        double messages = 0; ///< Fading, as is …
        double excess = 0;   ///< … how many more of them were right than was said.

        [[nodiscard]] double shift() const;
    };

    std::array<Bin, bins> bins_{};
};

/// The calibrated probability that the top label is right: a logistic regression of "it was right",
/// learned from each prediction that turned out, and mended where its shape does not fit.
class Confidence {
public:
    Confidence();

    [[nodiscard]] double probability(const ConfidenceEvidence& evidence) const {
        return recalibration_.mended(logistic(weights_.dot(evidence)));
    }

    void learn(const ConfidenceEvidence& evidence, bool was_right);

    void encode(ByteWriter& writer) const;
    void decode(ByteReader& reader);

private:
    OnlineWeights<confidence_parts> weights_;
    Recalibration recalibration_;
};

} // namespace domain::learning
