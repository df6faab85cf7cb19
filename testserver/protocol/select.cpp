#include "testserver/protocol/handlers.hpp"
#include "testserver/protocol/select_data.hpp"

#include <algorithm>

namespace testserver {
namespace {

void number_code(Conversation& c, std::string name, std::uint64_t number, std::string text) {
    c.status({}, wire::Condition::ok, wire::NumberCode{std::move(name), number}, std::move(text));
}

void first_unseen(Conversation& c) {
    const auto& entries = c.view->entries();
    const auto unseen = std::ranges::find_if(entries, [](const Entry& entry) {
        return !entry.message->flags.contains(seen_flag);
    });
    if (unseen != entries.end()) {
        number_code(
            c, "UNSEEN", static_cast<std::uint64_t>(unseen - entries.begin()) + 1, "First unseen."
        );
    }
}

void counts(Conversation& c) {
    c.untagged(wire::Exists{c.view->count()});
    c.untagged(wire::Recent{c.is_gmail() ? 0 : c.view->recent_count()});
}

/// In Gmail's order and words (GMAIL-IMAP 6.1): no UNSEEN, and no text behind HIGHESTMODSEQ.
void gmail_data(Conversation& c) {
    const auto& folder = c.view->folder();
    announce_flags(c);
    number_code(c, "UIDVALIDITY", folder.uid_validity(), "UIDs valid.");
    counts(c);
    number_code(c, "UIDNEXT", folder.uid_next(), "Predicted next UID.");
    number_code(c, "HIGHESTMODSEQ", folder.highest_modseq(), {});
}

void rfc_data(Conversation& c) {
    const auto& folder = c.view->folder();
    announce_flags(c);
    counts(c);
    first_unseen(c);
    number_code(c, "UIDVALIDITY", folder.uid_validity(), "UIDs valid");
    number_code(c, "UIDNEXT", folder.uid_next(), "Predicted next UID");
    number_code(c, "HIGHESTMODSEQ", folder.highest_modseq(), "Highest");
}

} // namespace

void announce_flags(Conversation& c) {
    wire::Flags flags{
        std::string{answered_flag},
        std::string{flagged_flag},
        std::string{draft_flag},
        std::string{deleted_flag},
        std::string{seen_flag},
    };
    if (c.is_gmail()) {
        flags.insert(flags.end(), {"$NotPhishing", "$Phishing"});
    }
    for (const auto& keyword : c.view->folder().keywords()) {
        if (std::ranges::find(flags, keyword) == flags.end()) {
            flags.push_back(keyword);
        }
    }
    c.untagged(wire::FlagsData{flags});
    flags.emplace_back("\\*");
    const bool read_only = c.view->read_only();
    c.status(
        {},
        wire::Condition::ok,
        wire::PermanentFlagsCode{read_only ? wire::Flags{} : flags},
        read_only && !c.is_gmail() ? "Read-only mailbox." : "Flags permitted."
    );
}

void run(Conversation& c, Tag tag, const wire::command::Select& command) {
    if (command.qresync) {
        c.bad(tag, c.words.bad_syntax("QRESYNC is not offered"));
        return;
    }
    const bool had_selected = c.view.has_value();
    c.deselect();
    if (had_selected && !c.is_gmail()) {
        c.status({}, wire::Condition::ok, wire::PlainCode{"CLOSED"}, "Previous mailbox closed.");
    }
    const auto name = c.name_from_wire(command.mailbox);
    const auto folder = c.account().find(name);
    if (!folder || !folder->selectable()) {
        c.no(tag, c.words.unknown_mailbox(name, had_selected), wire::PlainCode{"NONEXISTENT"});
        return;
    }
    c.condstore = c.condstore || command.condstore;
    c.select(folder, command.examine);
    if (c.is_gmail()) {
        gmail_data(c);
    } else {
        rfc_data(c);
    }
    c.status(
        tag,
        wire::Condition::ok,
        wire::PlainCode{command.examine ? "READ-ONLY" : "READ-WRITE"},
        // 5: the text holds the name in UTF-8, also without ENABLE.
        c.words.selected(folder->name())
    );
}

} // namespace testserver
