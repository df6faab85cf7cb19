#include "domain/learning/confidence.hpp"

#include "domain/learning/byte_io.hpp"

#include <algorithm>
#include <cmath>

namespace domain::learning {

namespace {

constexpr double trust_rate = 0.2;
constexpr double trust_calm = 1;
constexpr double forgetting = 0.998;
// A tenth counts as if so many of its predictions had turned out as they were said.
constexpr double faith_in_the_shape = 30;
// Nothing is certain, and nothing that was put first is impossible.
constexpr double least_probability = 0.001;
constexpr double most_probability = 0.9999;

/// A model that has seen no prediction turn out begins with what mail of different owners and kinds
/// ends with, rounded down: their weights hardly differ.
constexpr ConfidenceEvidence early_trust = [] {
    ConfidenceEvidence weights{};
    weights[confidence_pairwise_lead] = 0.8;
    weights[confidence_bayes_lead] = 0.2;
    weights[confidence_agreement] = 0.3;
    weights[confidence_logit] = 0.8;
    weights[confidence_share] = 0.4;
    weights[confidence_sender] = 0.4;
    weights[confidence_thread] = 0.4;
    return weights;
}();

} // namespace

double Recalibration::Bin::shift() const {
    return excess / (messages + faith_in_the_shape);
}

double Recalibration::mended(double probability) const {
    const double place = std::clamp(probability * bins - 0.5, 0.0, bins - 1.0);
    const auto lower = std::min(static_cast<std::size_t>(place), bins - 2);
    const double share = place - static_cast<double>(lower);
    const double shift =
        (1 - share) * bins_.at(lower).shift() + share * bins_.at(lower + 1).shift();
    return std::clamp(probability + shift, least_probability, most_probability);
}

void Recalibration::learn(double probability, bool was_right) {
    for (Bin& bin : bins_) {
        bin.messages *= forgetting;
        bin.excess *= forgetting;
    }
    Bin& bin = bins_.at(std::min(static_cast<std::size_t>(probability * bins), bins - 1));
    bin.messages += 1;
    bin.excess += (was_right ? 1 : 0) - probability;
}

void Recalibration::encode(ByteWriter& writer) const {
    for (const Bin& bin : bins_) {
        writer.real(bin.messages);
        writer.real(bin.excess);
    }
}

void Recalibration::decode(ByteReader& reader) {
    for (Bin& bin : bins_) {
        bin.messages = std::abs(reader.real());
        bin.excess = std::clamp(reader.real(), -bin.messages, bin.messages);
    }
}

Confidence::Confidence() {
    weights_.weight = early_trust;
}

void Confidence::learn(const ConfidenceEvidence& evidence, bool was_right) {
    const double said = logistic(weights_.dot(evidence));
    recalibration_.learn(said, was_right);
    const double error = said - (was_right ? 1 : 0);
    for (std::size_t part = 0; part < confidence_parts; ++part) {
        weights_.step(part, error * evidence[part], trust_rate, trust_calm);
    }
}

void Confidence::encode(ByteWriter& writer) const {
    weights_.encode(writer);
    recalibration_.encode(writer);
}

void Confidence::decode(ByteReader& reader) {
    weights_.decode(reader);
    recalibration_.decode(reader);
}

} // namespace domain::learning
