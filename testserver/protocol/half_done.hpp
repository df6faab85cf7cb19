#pragma once

#include "adapters/imap/wire/command.hpp"
#include "testserver/protocol/conversation.hpp"

#include <cstdint>

namespace testserver {

// Commands that are not done as they were said.

/// Leaves the first so many messages in the set of a STORE, COPY or MOVE; others stay as they are.
void keep_first(const Conversation& c, wire::command::Command& command, std::uint64_t messages);

/// Has the world do it then, with what the client has selected now; nobody is told.
void run_later(const Conversation& c, const wire::command::Command& command, Instant then);

} // namespace testserver
