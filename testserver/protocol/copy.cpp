#include "testserver/protocol/handlers.hpp"

#include <algorithm>

namespace testserver {
namespace {

wire::ResponseCode copy_uid(const Folder& target, const std::vector<Copied>& copied) {
    if (copied.empty()) {
        return {};
    }
    std::vector<std::uint32_t> from;
    std::vector<std::uint32_t> to;
    for (const auto& each : copied) {
        from.push_back(each.from);
        to.push_back(each.to);
    }
    return wire::CopyUidCode{
        target.uid_validity(), wire::SequenceSet::of(from), wire::SequenceSet::of(to)
    };
}

} // namespace

void run(Conversation& c, Tag tag, const wire::command::Copy& command) {
    const auto name = c.name_from_wire(command.mailbox);
    const auto target = c.account().find(name);
    if (command.move && c.view->read_only()) {
        c.no(tag, "Mailbox is read-only.");
        return;
    }
    const auto numbers = c.resolve(command.set, command.uid);
    if (!numbers) {
        c.bad(tag, c.words.bad_syntax("invalid message set"));
        return;
    }
    if (numbers->empty()) {
        c.complete(tag, c.words.completed(c.command, true));
        return;
    }
    if (!target || !target->selectable()) {
        c.no(tag, c.words.no_target(name), wire::PlainCode{"TRYCREATE"});
        return;
    }
    const bool some_expunged =
        std::ranges::any_of(*numbers, [&](SequenceNumber number) { return c.is_expunged(number); });
    if (some_expunged && !command.uid && !c.is_gmail()) {
        // All or nothing (RFC 3501 6.4.7, RFC 2180 4.4.1); by UID what is gone does not count.
        c.no(tag, std::string{Words::messages_expunged()}, wire::PlainCode{"EXPUNGEISSUED"});
        return;
    }
    const auto uids = c.uids_of(*numbers);
    auto& source = c.view->folder();
    const auto copied = command.move ? c.account().move(source, uids, *target)
                                     : c.account().copy(source, uids, *target);
    auto code = copy_uid(*target, copied);
    if (command.move && !c.is_gmail() && !copied.empty()) {
        // RFC 6851 4.3 wants COPYUID ahead of the EXPUNGEs; Gmail puts it into the tagged line.
        c.status({}, wire::Condition::ok, std::exchange(code, {}), "Moved UIDs.");
    }
    c.complete(tag, c.words.completed(c.command, true), std::move(code));
}

} // namespace testserver
