#pragma once

#include "adapters/imap/wire/command.hpp"
#include "testserver/protocol/conversation.hpp"

#include <string_view>

namespace testserver {

using Tag = std::string_view;

// One file for each, named like the command. Each says its data and exactly one tagged answer,
// except IDLE and AUTHENTICATE, whose answer waits for the client's next line.
void run(Conversation& c, Tag tag, const wire::command::Plain& command);
void run(Conversation& c, Tag tag, const wire::command::Login& command);
void run(Conversation& c, Tag tag, const wire::command::Authenticate& command);
void run(Conversation& c, Tag tag, const wire::command::Select& command);
void run(Conversation& c, Tag tag, const wire::command::MailboxChange& command);
void run(Conversation& c, Tag tag, const wire::command::Rename& command);
void run(Conversation& c, Tag tag, const wire::command::List& command);
void run(Conversation& c, Tag tag, const wire::command::Status& command);
void run(Conversation& c, Tag tag, const wire::command::Append& command);
void run(Conversation& c, Tag tag, const wire::command::Search& command);
void run(Conversation& c, Tag tag, const wire::command::Fetch& command);
void run(Conversation& c, Tag tag, const wire::command::Store& command);
void run(Conversation& c, Tag tag, const wire::command::Copy& command);
void run(Conversation& c, Tag tag, const wire::command::Expunge& command);
void run(Conversation& c, Tag tag, const wire::command::Id& command);
void run(Conversation& c, Tag tag, const wire::command::Enable& command);
void run(Conversation& c, Tag tag, const wire::command::Compress& command);
void run(Conversation& c, Tag tag, const wire::command::Quota& command);
void run(Conversation& c, Tag tag, const wire::command::Unknown& command);

/// A literal that is longer than the server takes, of an APPEND or of any other command.
void refuse_size(Conversation& c, Tag tag, bool of_append);

/// A line of the client inside AUTHENTICATE.
void continue_sasl(Conversation& c, std::string_view line);
/// The line that ends IDLE, or whatever else came.
void end_idle(Conversation& c, std::string_view line);

} // namespace testserver
