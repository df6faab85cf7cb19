#pragma once

#include "app/usecase/world.hpp"
#include "domain/mail/label.hpp"
#include "ports/message_cache.hpp"

#include <string>
#include <vector>

namespace usecase {

/// A labelled message of the user's that resembles another.
struct LookAlike {
    domain::MessageId id;
    std::string subject;
    domain::LabelSet labels;
    double likeness = 0; ///< Cosine of their tokens, from 0 to 1.
};

/// The three labelled messages in the cache whose sender, subject and words are most like the given
/// one's. One pass over the cache.
ports::Result<std::vector<LookAlike>>
look_alikes(const World& world, const ports::CachedMessage& of);

} // namespace usecase
