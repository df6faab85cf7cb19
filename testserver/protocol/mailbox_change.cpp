#include "testserver/protocol/folder_answer.hpp"
#include "testserver/protocol/handlers.hpp"

namespace testserver {
namespace {

using wire::command::MailboxVerb;

std::optional<Refusal> change(Account& account, MailboxVerb verb, const std::string& name) {
    switch (verb) {
    case MailboxVerb::create:
        return account.create_folder(name);
    case MailboxVerb::remove:
        return account.delete_folder(name);
    case MailboxVerb::subscribe:
        if (!account.find(name)) {
            return Refusal::nonexistent;
        }
        account.subscriptions.insert(name);
        return std::nullopt;
    case MailboxVerb::unsubscribe:
        account.subscriptions.erase(name);
        return std::nullopt;
    }
    return std::nullopt;
}

/// RFC 3501 5.1.3: what is no modified UTF-7 names nothing that can be made.
bool refuses_encoding(const Conversation& c, const std::string& wire_name) {
    return !c.is_gmail() && !c.is_wire_name(wire_name);
}

} // namespace

void run(Conversation& c, Tag tag, const wire::command::MailboxChange& command) {
    const auto name = c.name_from_wire(command.mailbox);
    if (command.verb == MailboxVerb::create && refuses_encoding(c, command.mailbox)) {
        answer_folder_change(c, tag, name, Refusal::name_not_allowed);
        return;
    }
    answer_folder_change(c, tag, name, change(c.account(), command.verb, name));
}

void run(Conversation& c, Tag tag, const wire::command::Rename& command) {
    const auto to = c.name_from_wire(command.to);
    if (refuses_encoding(c, command.to)) {
        answer_folder_change(c, tag, to, Refusal::name_not_allowed);
        return;
    }
    const auto from = c.name_from_wire(command.from);
    const auto refusal = c.account().rename_folder(from, to);
    answer_folder_change(c, tag, refusal == Refusal::nonexistent ? from : to, refusal);
}

void answer_folder_change(
    Conversation& c, std::string_view tag, std::string_view name, std::optional<Refusal> refusal
) {
    if (!refusal) {
        c.complete(tag);
        return;
    }
    wire::ResponseCode code = wire::PlainCode{"CANNOT"};
    if (*refusal == Refusal::already_exists) {
        code = wire::PlainCode{"ALREADYEXISTS"};
    } else if (*refusal == Refusal::nonexistent) {
        code = wire::PlainCode{"NONEXISTENT"};
    } else if (*refusal == Refusal::name_not_allowed && c.is_gmail()) {
        code = {}; // GMAIL-IMAP 4.4 shows none.
    }
    c.no(tag, c.words.folder_refused(*refusal, name), std::move(code));
}

} // namespace testserver
