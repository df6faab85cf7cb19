#include "testserver/protocol/handlers.hpp"

namespace testserver {

void run(Conversation& c, Tag tag, const wire::command::Enable& command) {
    std::vector<std::string> enabled;
    for (const auto& capability : command.capabilities) {
        if (capability == "UTF8=ACCEPT") {
            c.utf8 = true;
            enabled.push_back(capability);
        } else if (capability == "CONDSTORE") {
            c.enable_condstore();
            enabled.push_back(capability);
        }
    }
    c.untagged(wire::Enabled{std::move(enabled)});
    c.complete(tag);
}

} // namespace testserver
