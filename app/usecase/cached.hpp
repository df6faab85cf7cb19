#pragma once

#include "domain/learning/features.hpp"
#include "domain/mail/message.hpp"
#include "ports/mail_store.hpp"
#include "ports/message_cache.hpp"

#include <string>

namespace usecase {

/// What the cache keeps of a message that was fetched: the header facts that rules ask for, and the
/// features of all that was seen. The text itself is dropped here.
ports::CachedMessage cached(
    const std::string& folder, ports::StoredMessage stored, const domain::learning::Owner& owner
);

/// The features of all that is known of the message, as the cache keeps them.
std::string encoded_features(const domain::Message& message, const domain::learning::Owner& owner);

} // namespace usecase
