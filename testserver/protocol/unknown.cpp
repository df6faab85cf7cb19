#include "testserver/protocol/handlers.hpp"

namespace testserver {

void run(Conversation& c, Tag tag, const wire::command::Unknown& /*command*/) {
    c.bad(tag, c.words.unknown_command(c.logged_in()));
}

} // namespace testserver
