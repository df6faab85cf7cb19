#include "testserver/protocol/handlers.hpp"

#include <algorithm>
#include <set>

namespace testserver {
namespace {

using wire::command::StoreAction;
using wire::command::StoreTarget;

Edit edit_of(StoreAction action) {
    switch (action) {
    case StoreAction::add:
        return Edit::add;
    case StoreAction::remove:
        return Edit::remove;
    case StoreAction::replace:
        break;
    }
    return Edit::replace;
}

/// Those that another session expunged leave the list; true when there were any.
bool take_expunged(const Conversation& c, std::vector<SequenceNumber>& numbers) {
    return std::erase_if(numbers, [&](SequenceNumber number) { return c.is_expunged(number); }) > 0;
}

/// Messages whose flags another session changed, and this client was not told.
std::set<SequenceNumber>
flagged_elsewhere(const Conversation& c, const std::vector<SequenceNumber>& numbers) {
    std::set<SequenceNumber> changed;
    for (const auto number : numbers) {
        const auto& known = c.view->entries()[number - 1];
        if (const auto* row = c.view->folder().find(known.uid);
            row != nullptr && row->flags_at != known.flags_at) {
            changed.insert(number);
        }
    }
    return changed;
}

/// Messages that changed since the client looked are left alone (RFC 7162 3.1.3).
std::vector<std::uint32_t> take_modified(
    const Conversation& c, std::vector<SequenceNumber>& numbers, std::uint64_t since, bool uid
) {
    std::vector<std::uint32_t> modified;
    std::erase_if(numbers, [&](SequenceNumber number) {
        const auto& known = c.view->entries()[number - 1];
        const auto* row = c.view->folder().find(known.uid);
        const bool changed = row != nullptr && row->modseq > since;
        if (changed) {
            modified.push_back(uid ? known.uid : number);
        }
        return changed;
    });
    return modified;
}

FlagSet flags_from(const Conversation& c, const std::vector<std::string>& values) {
    FlagSet flags;
    for (const auto& value : values) {
        flags.insert(c.view->folder().spelling_of(value));
    }
    return flags;
}

domain::LabelSet labels_from(const Conversation& c, const std::vector<std::string>& values) {
    domain::LabelSet labels;
    for (const auto& value : values) {
        labels.insert(domain::Label{c.name_from_wire(value)});
    }
    return labels;
}

/// What the client is told about one message that it changed. What somebody else did to its flags
/// is told with .SILENT too (RFC 3501 6.4.6).
void tell(
    Conversation& c, SequenceNumber number, const wire::command::Store& command, bool by_others
) {
    if (c.is_expunged(number)) {
        return; // By this very STORE: auto-expunge.
    }
    c.view->refresh(number);
    const bool of_labels = command.target == StoreTarget::labels && !command.silent;
    if (command.silent && !c.condstore && !by_others) {
        return;
    }
    auto fetch = c.flags_update(number);
    if (!by_others && (command.silent || of_labels)) {
        fetch.flags.reset(); // RFC 7162 3.1.3: MODSEQ is told even so.
    }
    if (of_labels) {
        fetch.gm_labels = c.labels_of(c.view->entries()[number - 1]);
    }
    c.untagged(std::move(fetch));
}

/// What somebody else expunged fails no STORE of the rest: RFC 2180 4.2 would say NO, but Dovecot
/// says OK, and ImapTest takes NO for an error of the server. The code tells it (RFC 5530). By UID
/// it is a UID that does not exist, which is nothing to tell (RFC 3501 6.4.8), and Gmail is not
/// known to.
void finish(
    Conversation& c,
    Tag tag,
    const wire::command::Store& command,
    wire::ResponseCode code,
    bool some_expunged
) {
    if (!some_expunged || command.silent || command.uid || c.is_gmail()) {
        c.complete(tag, c.words.completed(c.command, true), std::move(code));
    } else if (std::holds_alternative<wire::ModifiedCode>(code)) {
        c.no(tag, std::string{Words::messages_expunged()}, std::move(code)); // RFC 7162 3.1.3.
    } else {
        c.complete(tag, std::string{Words::messages_expunged()}, wire::PlainCode{"EXPUNGEISSUED"});
    }
}

/// False when a label was refused; the answer is given then.
bool change(
    Conversation& c, Tag tag, const std::vector<Uid>& uids, const wire::command::Store& command
) {
    auto& folder = c.view->folder();
    const auto edit = edit_of(command.action);
    if (command.target == StoreTarget::flags) {
        const auto flags = flags_from(c, command.values);
        for (const auto uid : uids) {
            c.account().edit_flags(folder, uid, edit, flags);
        }
        return true;
    }
    const auto labels = labels_from(c, command.values);
    const auto refusal = c.account().edit_labels(folder, uids, edit, labels);
    if (!refusal) {
        return true;
    }
    const auto blamed = std::ranges::find_if(labels, [&](const domain::Label& label) {
        return c.account().refuses_label(label.name).has_value();
    });
    c.bad(tag, c.words.label_refused(*refusal, blamed == labels.end() ? "" : blamed->name));
    return false;
}

} // namespace

void run(Conversation& c, Tag tag, const wire::command::Store& command) {
    if (c.view->read_only()) {
        c.no(tag, "Mailbox is read-only.");
        return;
    }
    if (command.target == StoreTarget::labels && !c.is_gmail()) {
        c.bad(tag, c.words.bad_syntax("X-GM-LABELS is not offered"));
        return;
    }
    if (command.target == StoreTarget::flags &&
        !std::ranges::all_of(command.values, is_client_flag)) {
        c.bad(tag, c.words.bad_syntax("no such system flag"));
        return;
    }
    auto numbers = c.resolve(command.set, command.uid);
    if (!numbers) {
        c.bad(tag, c.words.bad_syntax("invalid message set"));
        return;
    }
    const bool some_expunged = take_expunged(c, *numbers);
    const auto by_others = flagged_elsewhere(c, *numbers);
    wire::ResponseCode code;
    if (command.unchanged_since) {
        c.enable_condstore();
        auto modified = take_modified(c, *numbers, *command.unchanged_since, command.uid);
        if (!modified.empty()) {
            code = wire::ModifiedCode{wire::SequenceSet::of(modified)};
        }
    }
    if (!change(c, tag, c.uids_of(*numbers), command)) {
        return;
    }
    c.announce_keywords();
    for (const auto number : *numbers) {
        tell(c, number, command, by_others.contains(number));
    }
    finish(c, tag, command, std::move(code), some_expunged);
}

} // namespace testserver
