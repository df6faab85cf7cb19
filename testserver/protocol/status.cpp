#include "testserver/protocol/handlers.hpp"
#include "testserver/protocol/status_items.hpp"

#include <algorithm>
#include <array>

namespace testserver {
namespace {

std::uint64_t unseen_in(const Folder& folder) {
    return static_cast<std::uint64_t>(std::ranges::count_if(
        folder.entries(),
        [](const Entry& entry) { return !entry.message->flags.contains(seen_flag); }
    ));
}

std::uint64_t recent_in(const Folder& folder) {
    return static_cast<std::uint64_t>(std::ranges::count_if(
        folder.entries(), [&](const Entry& entry) { return entry.uid >= folder.first_recent(); }
    ));
}

} // namespace

bool is_status_item(std::string_view item) {
    static constexpr std::array<std::string_view, 7> known{
        "MESSAGES",
        "RECENT",
        "UIDNEXT",
        "UIDVALIDITY",
        "UNSEEN",
        "HIGHESTMODSEQ",
        "APPENDLIMIT",
    };
    return std::ranges::find(known, item) != known.end();
}

wire::MailboxStatus
status_of(const Conversation& c, const Folder& folder, const std::vector<std::string>& items) {
    wire::MailboxStatus status;
    status.mailbox = c.name_to_wire(folder.name());
    for (const auto& item : items) {
        if (item == "MESSAGES") {
            status.messages = folder.entries().size();
        } else if (item == "RECENT") {
            status.recent = c.is_gmail() ? 0 : recent_in(folder);
        } else if (item == "UIDNEXT") {
            status.uidnext = folder.uid_next();
        } else if (item == "UIDVALIDITY") {
            status.uidvalidity = folder.uid_validity();
        } else if (item == "UNSEEN") {
            status.unseen = unseen_in(folder);
        } else if (item == "HIGHESTMODSEQ") {
            status.highestmodseq = folder.highest_modseq();
        } else if (item == "APPENDLIMIT") {
            status.appendlimit = append_limit;
        }
    }
    return status;
}

void run(Conversation& c, Tag tag, const wire::command::Status& command) {
    const auto name = c.name_from_wire(command.mailbox);
    const auto folder = c.account().find(name);
    if (!std::ranges::all_of(command.items, is_status_item)) {
        c.bad(tag, c.words.bad_syntax("unknown STATUS item"));
        return;
    }
    if (!folder || !folder->selectable()) {
        c.no(tag, c.words.invalid_folder(name), wire::PlainCode{"NONEXISTENT"});
        return;
    }
    if (std::ranges::find(command.items, "HIGHESTMODSEQ") != command.items.end()) {
        c.enable_condstore();
    }
    c.untagged(status_of(c, *folder, command.items), quoted_style);
    c.complete(tag);
}

} // namespace testserver
