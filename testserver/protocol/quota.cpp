#include "testserver/protocol/handlers.hpp"

namespace testserver {
namespace {

/// What a free account has, in units of 1,024 octets (RFC 2087 3).
constexpr std::uint64_t storage_limit = 15'728'640;

void say_quota(Conversation& c) {
    std::uint64_t octets = 0;
    for (const auto& folder : c.account().folders()) {
        // All Mail, Spam and Trash hold every Gmail message exactly once.
        const bool counts = !c.is_gmail() || folder->use() == SpecialUse::all ||
                            folder->use() == SpecialUse::junk || folder->use() == SpecialUse::trash;
        for (const auto& entry : folder->entries()) {
            octets += counts ? entry.message->raw->size() : 0;
        }
    }
    constexpr std::uint64_t unit = 1024;
    c.untagged(wire::Quota{"", {{"STORAGE", octets / unit, storage_limit}}});
}

} // namespace

void run(Conversation& c, Tag tag, const wire::command::Quota& command) {
    using wire::command::QuotaVerb;
    if (command.verb == QuotaVerb::set) {
        c.no(tag, "Permission denied.");
        return;
    }
    if (command.verb == QuotaVerb::root_of_mailbox) {
        const auto mailbox = c.name_from_wire(command.name);
        if (!c.account().find(mailbox)) {
            c.no(tag, c.words.unknown_mailbox(mailbox, false), wire::PlainCode{"NONEXISTENT"});
            return;
        }
        c.untagged(wire::QuotaRoot{command.name, {""}});
    } else if (!command.name.empty()) {
        c.no(tag, "No such quota root.");
        return;
    }
    say_quota(c);
    c.complete(tag);
}

} // namespace testserver
