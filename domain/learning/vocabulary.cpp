#include "domain/learning/vocabulary.hpp"

#include "domain/learning/byte_io.hpp"
#include "domain/learning/logarithm.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace domain::learning {

namespace {

// More messages than any mailbox holds; keeps the counts of hostile bytes small.
constexpr std::uint64_t most_messages = std::uint64_t{1} << 31U;

struct GroupScale {
    double gain;
    double saturation;
};

// Chosen on the development sets: see the ablation table in README.md. The large saturation holds
// the groups down whose tokens are many and mostly noise.
constexpr std::array<GroupScale, field_group_count> scales{{
    {1.5, 3},  // body
    {0.6, 3},  // shape
    {1.5, 3},  // subject
    {1.0, 3},  // phrase
    {1.0, 3},  // from
    {1.0, 3},  // recipients
    {0.7, 3},  // names
    {1.0, 3},  // opening
    {2.0, 20}, // headers
    {0.3, 20}, // structure
    {1.0, 3},  // list
}};

using GroupSums = std::array<double, field_group_count>;

// What each group is multiplied by so that the whole has length 1.
GroupSums group_factors(const GroupSums& energy) {
    GroupSums factors{};
    double total = 0;
    for (std::size_t group = 0; group < field_group_count; ++group) {
        factors[group] = scales[group].gain / (std::sqrt(energy[group]) + scales[group].saturation);
        total += energy[group] * factors[group] * factors[group];
    }
    for (double& factor : factors) {
        factor = total > 0 ? factor / std::sqrt(total) : 0;
    }
    return factors;
}

} // namespace

void Vocabulary::count(const FeatureVector& message) {
    ++messages_;
    for (const Feature& feature : message.features) {
        size_ += documents_[feature.id] == 0 ? 1U : 0U;
        ++documents_[feature.id];
    }
}

void Vocabulary::discount(const FeatureVector& message) {
    messages_ -= std::min(messages_, 1U);
    for (const Feature& feature : message.features) {
        auto& documents = documents_[feature.id];
        size_ -= documents == 1 ? 1U : 0U;
        documents -= std::min(documents, 1U);
    }
}

double Vocabulary::rarity(std::uint32_t id) const {
    return std::max(log_of_next(messages_) - log_of_next(documents_[id]) + 1, 0.0);
}

WeightedVector Vocabulary::weigh(const FeatureVector& message) const {
    WeightedVector weighted;
    weighted.features.reserve(message.features.size());
    GroupSums energy{};
    constexpr std::size_t ahead = 16;
    for (std::size_t i = 0; i < message.features.size(); ++i) {
        if (i + ahead < message.features.size()) {
            __builtin_prefetch(&documents_[message.features[i + ahead].id]);
        }
        const Feature& feature = message.features[i];
        const double value = (1 + log_of_next(feature.count - 1)) * rarity(feature.id);
        weighted.features.push_back({feature.group, feature.id, static_cast<float>(value)});
        energy[static_cast<std::size_t>(feature.group)] += value * value;
    }
    const GroupSums factors = group_factors(energy);
    for (WeightedFeature& feature : weighted.features) {
        const double value = feature.value * factors[static_cast<std::size_t>(feature.group)];
        feature.value = static_cast<float>(value);
        weighted.unseen += documents_[feature.id] == 0 ? value * value : 0;
    }
    return weighted;
}

void Vocabulary::encode(ByteWriter& writer) const {
    writer.number(messages_);
    for (const std::uint32_t documents : documents_) {
        writer.number(documents);
    }
}

void Vocabulary::decode(ByteReader& reader) {
    messages_ = static_cast<std::uint32_t>(reader.number_below(most_messages));
    size_ = 0;
    for (std::uint32_t& documents : documents_) {
        documents = static_cast<std::uint32_t>(reader.number_below(most_messages));
        size_ += documents > 0 ? 1U : 0U;
    }
}

} // namespace domain::learning
