#include "testserver/protocol/authentication.hpp"
#include "testserver/protocol/handlers.hpp"

#include <vector>

namespace testserver {
namespace {

using wire::command::Verb;

void close_mailbox(Conversation& c, Tag tag) {
    if (!c.view->read_only()) {
        std::vector<Uid> deleted;
        for (const auto& entry : c.view->folder().entries()) {
            if (entry.deleted) {
                deleted.push_back(entry.uid);
            }
        }
        c.account().expunge(c.view->folder(), deleted);
    }
    c.deselect(); // RFC 3501 6.4.2: no EXPUNGE is said.
    c.complete(tag);
}

void begin_idle(Conversation& c, Tag tag) {
    c.idle_tag = tag;
    c.untagged(wire::Continuation{{}, std::string{c.words.idling()}});
    c.announce();
}

} // namespace

void run(Conversation& c, Tag tag, const wire::command::Plain& command) {
    switch (command.verb) {
    case Verb::capability:
        say_capabilities(c);
        c.complete(tag);
        return;
    case Verb::noop:
    case Verb::check:
        c.complete(tag);
        return;
    case Verb::logout:
        c.bye(std::string{c.words.logout_bye()});
        c.status(tag, wire::Condition::ok, {}, c.words.completed("LOGOUT", c.logged_in()));
        return;
    case Verb::close:
        close_mailbox(c, tag);
        return;
    case Verb::unselect:
        c.deselect();
        c.complete(tag);
        return;
    case Verb::idle:
        begin_idle(c, tag);
        return;
    case Verb::namespaces:
        c.untagged(wire::Namespace{{{"", '/', {}}}, {}, {}});
        c.complete(tag);
        return;
    case Verb::done: // Outside of IDLE it is no command.
        c.bad(tag, c.words.bad_syntax("DONE outside of IDLE"));
        return;
    case Verb::starttls:
    case Verb::unauthenticate:
        c.bad(tag, c.words.unknown_command(c.logged_in()));
        return;
    }
}

void end_idle(Conversation& c, std::string_view line) {
    const std::string tag = std::exchange(c.idle_tag, {});
    c.command = "IDLE";
    if (domain::equal_ignoring_case(line, "DONE")) {
        c.complete(tag);
    } else if (c.is_gmail()) {
        // GMAIL-IMAP 3.2: anything else gets this untagged line.
        c.status({}, wire::Condition::bad, wire::PlainCode{"CLIENTBUG"}, "Invalid tag");
        c.idle_tag = tag;
    } else {
        c.bad(tag, "Expected DONE.");
    }
}

} // namespace testserver
