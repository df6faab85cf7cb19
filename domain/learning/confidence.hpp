#pragma once

#include "domain/learning/online_weights.hpp"

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

/// The calibrated probability that the top label is right: a logistic regression of "it was right",
/// learned from each prediction that turned out.
class Confidence {
public:
    [[nodiscard]] double probability(const ConfidenceEvidence& evidence) const {
        return logistic(weights_.dot(evidence));
    }

    void learn(const ConfidenceEvidence& evidence, bool was_right) {
        constexpr double rate = 0.3;
        constexpr double calm = 1e-8;
        const double error = probability(evidence) - (was_right ? 1 : 0);
        for (std::size_t part = 0; part < confidence_parts; ++part) {
            weights_.step(part, error * evidence[part], rate, calm);
        }
    }

    void encode(ByteWriter& writer) const { weights_.encode(writer); }

    void decode(ByteReader& reader) { weights_.decode(reader); }

private:
    OnlineWeights<confidence_parts> weights_;
};

} // namespace domain::learning
