#pragma once

namespace testserver {

struct Conversation;

/// FLAGS and PERMANENTFLAGS of the selected mailbox.
void announce_flags(Conversation& c);

} // namespace testserver
