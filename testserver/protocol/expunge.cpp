#include "testserver/protocol/handlers.hpp"

namespace testserver {

void run(Conversation& c, Tag tag, const wire::command::Expunge& command) {
    if (c.view->read_only()) {
        c.no(tag, "Mailbox is read-only.");
        return;
    }
    const auto only = command.uids ? c.resolve(*command.uids, true) : std::nullopt;
    std::vector<Uid> doomed;
    const auto consider = [&](const Entry& known) {
        const auto* row = c.view->folder().find(known.uid);
        if (row != nullptr && row->deleted) {
            doomed.push_back(known.uid);
        }
    };
    if (only) {
        for (const auto number : *only) {
            consider(c.view->entries()[number - 1]);
        }
    } else {
        for (const auto& row : c.view->folder().entries()) {
            consider(row);
        }
    }
    c.account().expunge(c.view->folder(), doomed);
    c.complete(tag);
}

} // namespace testserver
