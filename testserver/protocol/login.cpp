#include "testserver/protocol/authentication.hpp"
#include "testserver/protocol/handlers.hpp"

namespace testserver {

void run(Conversation& c, Tag tag, const wire::command::Login& command) {
    finish_login(c, tag, command.user, c.world->login(command.user, command.password.reveal()));
}

} // namespace testserver
