#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace domain::learning {

/// Where in a message a token stood. Each group is weighed and normalised on its own.
enum class FieldGroup : std::uint8_t {
    body,
    shape, ///< How the text is built: see text_shape.hpp.
    subject,
    phrase, ///< Pairs of subject words, the whole subject, its first word.
    from,
    recipients,
    names,
    opening, ///< The first words of the body, alone and in pairs.
    headers, ///< All other header fields.
    structure,
    list, ///< Who sent it on whose behalf: List-Id, Sender, Reply-To, the signing domain …
};

inline constexpr std::size_t field_group_count = 11;

std::string_view name_of(FieldGroup group);

/// Tokens are hashed, with their group, into this many places. 2^16 loses nothing on the
/// development sets, 2^14 loses 0.3 points.
inline constexpr unsigned feature_bits = 18;
inline constexpr std::uint32_t feature_space = 1U << feature_bits;

struct Feature {
    FieldGroup group = FieldGroup::body;
    std::uint32_t id = 0; ///< Below feature_space.
    std::uint32_t count = 0;

    auto operator<=>(const Feature&) const = default;
};

/// What a message can be looked up by in the history of labels.
enum class KeyKind : std::uint8_t { sender, sender_domain, recipients, list, subject, thread };

inline constexpr std::size_t key_kind_count = 6;

struct Key {
    KeyKind kind = KeyKind::sender;
    std::uint32_t hash = 0;

    auto operator<=>(const Key&) const = default;
};

/// All that the learner knows of a message, hashed: no text can be read back. Both lists are sorted
/// and without duplicates (by group and id; by kind and hash).
struct FeatureVector {
    std::vector<Feature> features;
    std::vector<Key> keys;
    /// True when the text was among the evidence; false when only the header was known.
    bool has_text = false;

    bool operator==(const FeatureVector&) const = default;
};

} // namespace domain::learning
