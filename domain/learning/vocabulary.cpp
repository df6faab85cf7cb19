#include "domain/learning/vocabulary.hpp"

#include "domain/learning/byte_io.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace domain::learning {

namespace {

struct GroupScale {
    double gain;
    double saturation;
};

// Chosen on the development sets: see the ablation table in README.md. The large saturation holds
// the groups down whose tokens are many and mostly noise.
constexpr std::array<GroupScale, field_group_count> scales{{
    {1.5, 3},  // body
    {0.5, 3},  // quoted
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

double one_plus_log(std::uint32_t count) {
    static const auto table = [] {
        std::array<double, 64> logs{};
        for (std::size_t n = 1; n < logs.size(); ++n) {
            logs.at(n) = 1 + std::log(static_cast<double>(n));
        }
        return logs;
    }();
    return table[std::min<std::size_t>(count, table.size() - 1)];
}

} // namespace

void Vocabulary::count(const FeatureVector& message) {
    ++messages_;
    for (const Feature& feature : message.features) {
        size_ += documents_[feature.id] == 0 ? 1 : 0;
        ++documents_[feature.id];
    }
}

void Vocabulary::discount(const FeatureVector& message) {
    messages_ -= std::min(messages_, 1U);
    for (const Feature& feature : message.features) {
        auto& documents = documents_[feature.id];
        size_ -= documents == 1 ? 1 : 0;
        documents -= std::min(documents, 1U);
    }
}

WeightedVector Vocabulary::weigh(const FeatureVector& message) const {
    std::array<double, field_group_count> energy{};
    WeightedVector weighted;
    weighted.features.reserve(message.features.size());
    const double log_messages = std::log(messages_ + 1.0);
    for (const Feature& feature : message.features) {
        const double rarity = log_messages - std::log(documents_[feature.id] + 1.0) + 1;
        const double value = one_plus_log(feature.count) * std::max(rarity, 0.0);
        weighted.features.push_back({feature.group, feature.id, static_cast<float>(value)});
        energy[static_cast<std::size_t>(feature.group)] += value * value;
    }

    std::array<double, field_group_count> scale{};
    double total = 0;
    for (std::size_t group = 0; group < field_group_count; ++group) {
        scale[group] = scales[group].gain / (std::sqrt(energy[group]) + scales[group].saturation);
        total += energy[group] * scale[group] * scale[group];
    }
    const double length = total > 0 ? 1 / std::sqrt(total) : 0;
    for (WeightedFeature& feature : weighted.features) {
        const double value =
            feature.value * scale[static_cast<std::size_t>(feature.group)] * length;
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
    messages_ = static_cast<std::uint32_t>(reader.number_below(std::uint64_t{1} << 31U));
    for (std::uint32_t& documents : documents_) {
        documents = static_cast<std::uint32_t>(reader.number_below(std::uint64_t{1} << 31U));
        size_ += documents > 0 ? 1 : 0;
    }
}

} // namespace domain::learning
