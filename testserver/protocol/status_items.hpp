#pragma once

#include "testserver/protocol/conversation.hpp"

#include <string>
#include <vector>

namespace testserver {

/// The STATUS line of a folder; unknown items are left out.
wire::MailboxStatus
status_of(const Conversation& c, const Folder& folder, const std::vector<std::string>& items);

bool is_status_item(std::string_view item);

} // namespace testserver
