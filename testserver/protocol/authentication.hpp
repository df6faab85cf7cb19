#pragma once

#include "testserver/protocol/conversation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// The end of LOGIN and AUTHENTICATE: the capabilities unasked and the tagged OK, or the NO.
void finish_login(Conversation& c, std::string_view tag, User* user);

/// What is offered where the connection stands.
std::vector<std::string> capabilities(const Conversation& c);
void say_capabilities(Conversation& c);

} // namespace testserver
