#pragma once

#include "domain/learning/feature_vector.hpp"
#include "domain/mail/message.hpp"

#include <vector>

namespace domain::learning {

/// What a message is looked up by in the history of labels: its sender, list, conversation …
std::vector<Key> keys_of(const Message& message);

} // namespace domain::learning
