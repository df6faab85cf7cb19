#pragma once

#include "adapters/imap/wire/command.hpp"
#include "testserver/protocol/conversation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace testserver {

// The end of LOGIN and AUTHENTICATE.

/// The capabilities unasked and the tagged OK. `name` is what the client called itself: a user's
/// name, or that with a "+word" in it.
void finish_login(Conversation& c, std::string_view tag, std::string_view name, User& user);
void refuse_login(Conversation& c, std::string_view tag, LoginFault fault);

void login_with_password(
    Conversation& c, std::string_view tag, std::string_view name, std::string_view password
);

/// Who a command says that it wants to log in: empty when it does not, or says it in a later line.
std::string login_name(const wire::command::Body& body);

/// What is offered where the connection stands.
std::vector<std::string> capabilities(const Conversation& c);
void say_capabilities(Conversation& c);

} // namespace testserver
