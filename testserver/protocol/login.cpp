#include "testserver/protocol/authentication.hpp"
#include "testserver/protocol/handlers.hpp"

namespace testserver {

void run(Conversation& c, Tag tag, const wire::command::Login& command) {
    login_with_password(c, tag, command.user, command.password.reveal());
}

} // namespace testserver
