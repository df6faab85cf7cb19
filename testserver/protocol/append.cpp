#include "testserver/protocol/handlers.hpp"

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

} // namespace

void run(Conversation& c, Tag tag, const wire::command::Append& command) {
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
    std::vector<std::uint32_t> uids;
    for (const auto& message : command.messages) {
        if (message.bytes.size() > append_limit) {
            c.bad(tag, "Message too large.", wire::PlainCode{"TOOBIG"});
            return;
        }
        uids.push_back(c.account().append(*folder, mail_of(c, *folder, message)));
    }
    c.complete(
        tag,
        c.words.completed("APPEND", true),
        wire::AppendUidCode{folder->uid_validity(), wire::SequenceSet::of(uids)}
    );
}

} // namespace testserver
