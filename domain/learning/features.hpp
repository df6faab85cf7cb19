#pragma once

#include "domain/learning/feature_vector.hpp"
#include "domain/mail/message.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace domain::learning {

/// Whose mailbox it is. The owner's addresses stand in nearly every message, so they say nothing;
/// as evidence they become one token, "me".
struct Owner {
    std::vector<std::string> addresses; ///< Lower case.
};

/// Turns what is known of a message into hashed features. Absent parts give no features.
FeatureVector extract_features(const Message& message, const Owner& owner = {});

/// The same message as it is known before its text is fetched.
FeatureVector without_text(FeatureVector message);

/// The readable tokens behind the features of a message, by (group, id): an explanation recomputes
/// them, since the stored vector has only hashes.
using TokenNames = std::map<std::pair<FieldGroup, std::uint32_t>, std::string>;
TokenNames token_names(const Message& message, const Owner& owner = {});

} // namespace domain::learning
