#pragma once

#include "domain/learning/feature_vector.hpp"

#include <cstdint>
#include <vector>

namespace domain::learning {

class ByteReader;
class ByteWriter;

struct WeightedFeature {
    FieldGroup group = FieldGroup::body;
    std::uint32_t id = 0;
    float value = 0;
};

/// A message as the linear learners see it: of length 1, or empty.
struct WeightedVector {
    std::vector<WeightedFeature> features;
    double unseen = 0; ///< Share of the vector's energy in tokens that no message had before.
};

/// In how many messages each token stood, and the weights that follow from it: tf-idf inside a
/// field group, the group scaled with saturation so that poor groups do not drown good ones.
class Vocabulary {
public:
    Vocabulary() : documents_(feature_space) {}

    void count(const FeatureVector& message);
    void discount(const FeatureVector& message);
    [[nodiscard]] WeightedVector weigh(const FeatureVector& message) const;

    /// How much the token tells: 1 for one that stands everywhere, more the rarer it is.
    [[nodiscard]] double rarity(std::uint32_t id) const;

    /// In how many messages the token stood.
    [[nodiscard]] std::uint32_t documents(std::uint32_t id) const { return documents_[id]; }

    [[nodiscard]] std::uint32_t messages() const { return messages_; }

    /// How many different tokens were seen.
    [[nodiscard]] std::uint32_t size() const { return size_; }

    void encode(ByteWriter& writer) const;
    void decode(ByteReader& reader);

private:
    std::vector<std::uint32_t> documents_;
    std::uint32_t messages_ = 0;
    std::uint32_t size_ = 0;
};

} // namespace domain::learning
