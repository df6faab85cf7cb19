#pragma once

#include "testserver/protocol/conversation.hpp"

#include <optional>
#include <string_view>

namespace testserver {

/// The tagged answer to CREATE, DELETE, RENAME, SUBSCRIBE and UNSUBSCRIBE.
void answer_folder_change(
    Conversation& c, std::string_view tag, std::string_view name, std::optional<Refusal> refusal
);

} // namespace testserver
