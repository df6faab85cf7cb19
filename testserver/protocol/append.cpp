#include "testserver/protocol/handlers.hpp"

#include <algorithm>

namespace testserver {
namespace {

NewMessage
mail_of(const Conversation& c, const Folder& folder, const wire::command::AppendMessage& message) {
    NewMessage mail;
    mail.raw = message.bytes;
    mail.received = message.date
                        ? domain::Timestamp{std::chrono::seconds{wire::unix_seconds(*message.date)}}
                        : std::chrono::floor<std::chrono::seconds>(c.now);
    for (const auto& flag : message.flags) {
        mail.flags.insert(folder.spelling_of(flag));
    }
    return mail;
}

/// RFC 3501 9: literal holds no NUL, and literal8 is BINARY's, which is not offered; RFC 6855 4:
/// UTF8 is the way once it is enabled.
bool is_offered(const Conversation& c, const wire::command::AppendMessage& message) {
    const bool plain = !message.literal8 && message.bytes.find('\0') == std::string::npos;
    return c.is_gmail() || (message.utf8 ? c.utf8 : plain);
}

/// Why the command is no command of this server, or nothing.
std::string_view fault(const Conversation& c, const wire::command::Append& command) {
    if (command.messages.size() != 1) {
        return "one message at a time"; // MULTIAPPEND is not offered.
    }
    const auto& message = command.messages.front();
    if (!is_offered(c, message)) {
        return "no such form of a message here";
    }
    if (!c.is_gmail() && !std::ranges::all_of(message.flags, is_client_flag)) {
        return "no such system flag";
    }
    return {};
}

} // namespace

void refuse_size(Conversation& c, Tag tag, bool of_append) {
    // RFC 4469 4.2 and 7889 4 speak of NO, Gmail says BAD (GMAIL-IMAP 6.3).
    const auto condition = of_append && !c.is_gmail() ? wire::Condition::no : wire::Condition::bad;
    c.status(tag, condition, wire::PlainCode{"TOOBIG"}, std::string{Words::too_big()});
}

void run(Conversation& c, Tag tag, const wire::command::Append& command) {
    if (const auto what = fault(c, command); !what.empty()) {
        c.bad(tag, c.words.bad_syntax(what));
        return;
    }
    const auto name = c.name_from_wire(command.mailbox);
    const auto folder = c.account().find(name);
    if (!folder || !folder->selectable()) {
        c.no(tag, c.words.no_target(name), wire::PlainCode{"TRYCREATE"});
        return;
    }
    if (c.is_gmail() && folder->use() == SpecialUse::junk) {
        c.no(tag, "Cannot APPEND to a SPAM folder", wire::PlainCode{"CANNOT"}); // GMAIL-IMAP 6.3.
        return;
    }
    const auto& message = command.messages.front();
    if (message.bytes.size() > append_limit) {
        refuse_size(c, tag, true);
        return;
    }
    const auto uid = c.account().append(*folder, mail_of(c, *folder, message));
    c.complete(
        tag,
        c.words.completed("APPEND", true),
        wire::AppendUidCode{folder->uid_validity(), wire::SequenceSet::of({uid})}
    );
}

} // namespace testserver
