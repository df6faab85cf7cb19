#include "testserver/protocol/allowed.hpp"

#include "testserver/scenario/overloaded.hpp"

namespace testserver {
namespace {

/// Where a command may be said (RFC 3501 6.1 to 6.4).
enum class Needs : unsigned char { nothing, no_login, login, mailbox };

Needs needs(const wire::command::Body& body) {
    using namespace wire::command;
    const auto of_plain = [](const Plain& plain) {
        switch (plain.verb) {
        case Verb::check:
        case Verb::close:
        case Verb::unselect:
            return Needs::mailbox;
        case Verb::idle:
        case Verb::namespaces:
            return Needs::login;
        default:
            return Needs::nothing;
        }
    };
    return std::visit(
        Overloaded{
            of_plain,
            [](const Login&) { return Needs::no_login; },
            [](const Authenticate&) { return Needs::no_login; },
            [](const Id&) { return Needs::nothing; },
            [](const Unknown&) { return Needs::nothing; },
            [](const Search&) { return Needs::mailbox; },
            [](const Fetch&) { return Needs::mailbox; },
            [](const Store&) { return Needs::mailbox; },
            [](const Copy&) { return Needs::mailbox; },
            [](const Expunge&) { return Needs::mailbox; },
            [](const auto&) { return Needs::login; },
        },
        body
    );
}

bool allowed(Needs need, const Conversation& c) {
    switch (need) {
    case Needs::nothing:
        return true;
    case Needs::no_login:
        return !c.logged_in();
    case Needs::login:
        return c.logged_in();
    case Needs::mailbox:
        return c.view.has_value();
    }
    return false;
}

} // namespace

bool is_allowed(const wire::command::Body& body, const Conversation& c) {
    return allowed(needs(body), c);
}

bool forbids_expunge(const Conversation& c, const std::string& command) {
    return command == "FETCH" || command == "SEARCH" || (command == "STORE" && !c.is_gmail());
}

} // namespace testserver
