#pragma once

#include "domain/learning/feature_vector.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace domain::learning {

/// The bytes that a message's features are stored as, about two for each token. They begin with a
/// version: it changes when tokens or their hashes change, so that old bytes are refused and the
/// message is read again.
std::string encode(const FeatureVector& features);

/// Nothing when the bytes are not exactly what encode() of this version writes.
std::optional<FeatureVector> decode_features(std::string_view bytes);

} // namespace domain::learning
