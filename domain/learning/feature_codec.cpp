#include "domain/learning/feature_codec.hpp"

#include "domain/learning/byte_io.hpp"

#include <algorithm>

namespace domain::learning {

namespace {

constexpr std::uint8_t version = 2;

// A gap to the place before, and a count that is nearly always 1: one number holds both.
constexpr std::uint32_t counts_inline = 4;

std::uint32_t place(const Feature& feature) {
    return static_cast<std::uint32_t>(feature.group) << feature_bits | feature.id;
}

void write_feature(ByteWriter& writer, std::uint32_t gap, std::uint32_t count) {
    const std::uint32_t shown = std::min(count, counts_inline);
    writer.number(std::uint64_t{gap} * counts_inline + (shown - 1));
    if (shown == counts_inline) {
        writer.number(count - counts_inline);
    }
}

std::optional<Feature> read_feature(ByteReader& reader, std::uint64_t& next_place) {
    constexpr std::uint64_t places = field_group_count << feature_bits;
    const std::uint64_t packed = reader.number_below(places * counts_inline);
    const std::uint64_t at = next_place + packed / counts_inline;
    std::uint64_t count = packed % counts_inline + 1;
    if (count == counts_inline) {
        count += reader.number_below(std::uint64_t{1} << 31U);
    }
    if (!reader.ok() || at >= places) {
        return std::nullopt;
    }
    next_place = at + 1;
    return Feature{
        static_cast<FieldGroup>(at >> feature_bits),
        static_cast<std::uint32_t>(at & (feature_space - 1)),
        static_cast<std::uint32_t>(count)
    };
}

bool read_features(ByteReader& reader, std::vector<Feature>& features) {
    const auto count = reader.count();
    features.reserve(count);
    std::uint64_t next_place = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto feature = read_feature(reader, next_place);
        if (!feature) {
            return false;
        }
        features.push_back(*feature);
    }
    return true;
}

bool read_keys(ByteReader& reader, std::vector<Key>& keys) {
    constexpr std::uint64_t bytes_of_a_key = 5;
    const auto count = reader.count(bytes_of_a_key);
    keys.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        const Key key{static_cast<KeyKind>(reader.number_below(key_kind_count)), reader.fixed32()};
        if (!keys.empty() && key <= keys.back()) {
            return false;
        }
        keys.push_back(key);
    }
    return true;
}

} // namespace

std::string encode(const FeatureVector& features) {
    ByteWriter writer;
    writer.byte(version);
    writer.byte(features.has_text ? 1 : 0);
    writer.number(features.features.size());
    std::uint32_t next_place = 0;
    for (const Feature& feature : features.features) {
        write_feature(writer, place(feature) - next_place, feature.count);
        next_place = place(feature) + 1;
    }
    writer.number(features.keys.size());
    for (const Key& key : features.keys) {
        writer.number(static_cast<std::uint64_t>(key.kind));
        writer.fixed32(key.hash);
    }
    return writer.take();
}

std::optional<FeatureVector> decode_features(std::string_view bytes) {
    ByteReader reader{bytes};
    FeatureVector features;
    if (reader.byte() != version) {
        return std::nullopt;
    }
    features.has_text = reader.number_below(2) == 1;
    const bool read = read_features(reader, features.features) && read_keys(reader, features.keys);
    if (!read || !reader.ok() || !reader.at_end()) {
        return std::nullopt;
    }
    return features;
}

} // namespace domain::learning
