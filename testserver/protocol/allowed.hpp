#pragma once

#include "adapters/imap/wire/command.hpp"
#include "testserver/protocol/conversation.hpp"

#include <string>

namespace testserver {

/// Whether a command may be said where the connection stands (RFC 3501 6.1 to 6.4).
bool is_allowed(const wire::command::Body& body, const Conversation& c);

/// RFC 3501 7.4.1 and RFC 7162: the commands during which no message may be renumbered. Gmail
/// renumbers in STORE too: its auto-expunge is told at once (GMAIL-IMAP 6.3).
bool forbids_expunge(const Conversation& c, const std::string& command);

} // namespace testserver
