#include "testserver/protocol/handlers.hpp"

namespace testserver {

void run(Conversation& c, Tag tag, const wire::command::Id& /*command*/) {
    using Field = std::pair<std::string, wire::NString>;
    std::vector<Field> fields;
    if (c.is_gmail()) {
        // GMAIL-IMAP 1.4, before and after login.
        fields = {{"name", "GImap"}, {"vendor", "Google, Inc."}};
        fields.emplace_back("support-url", "https://support.google.com/mail");
        if (c.logged_in()) {
            fields.emplace_back("version", "gmail_imap_211029.07_p0");
        }
        fields.emplace_back("remote-host", c.facts.peer);
        if (!c.logged_in()) {
            fields.emplace_back("connection-token", c.words.token());
        }
    } else {
        fields = {{"name", "fake-gmail"}};
    }
    c.untagged(wire::Id{std::move(fields)});
    c.complete(tag);
}

} // namespace testserver
