#pragma once

#include "testserver/protocol/world.hpp"
#include "testserver/scenario/scenario.hpp"

namespace testserver {

/// What a scenario says of the user's mailbox.
MailboxSettings mailbox_settings(const Scenario& scenario, Profile profile);

/// What a scenario says of the world as a whole: the life of tokens, the limit of sessions, legal
/// variance.
void settle(World& world, const Scenario& scenario, Instant start);

} // namespace testserver
