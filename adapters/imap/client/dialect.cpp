#include "adapters/imap/client/dialect.hpp"

#include "adapters/imap/client/keyword.hpp"
#include "adapters/imap/wire/mutf7.hpp"
#include "domain/mail/ascii.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace imap::client {

using Item = wire::client::FetchItem;
using Name = wire::client::FetchItem::Name;

namespace {

constexpr std::string_view flagged = "\\Flagged";

/// Gmail writes \Draft and \Draft(s) in different places, and answers in its own case.
domain::Label gmail_label(std::string name) {
    if (!name.starts_with('\\')) {
        return {std::move(name)};
    }
    for (const domain::Label* const known :
         {&domain::inbox,
          &domain::starred,
          &domain::important,
          &domain::sent,
          &domain::draft,
          &domain::trash,
          &domain::spam,
          &domain::muted}) {
        if (domain::equal_ignoring_case(known->name, name)) {
            return *known;
        }
    }
    return domain::equal_ignoring_case(name, "\\Drafts") ? domain::draft
                                                         : domain::Label{std::move(name)};
}

bool is_user_keyword(std::string_view flag) {
    return !flag.starts_with('\\') && !is_registered_keyword(flag);
}

} // namespace

Dialect::Dialect(const session::Capabilities& capabilities, bool utf8)
    : gmail_(capabilities.has("X-GM-EXT-1")), modseq_(capabilities.has("CONDSTORE")),
      email_id_(!gmail_ && capabilities.has("OBJECTID")), utf8_(utf8) {}

std::vector<Item> Dialect::identity_items() const {
    std::vector<Name> names{Name::flags, Name::internal_date, Name::size};
    if (modseq_) {
        names.push_back(Name::modseq);
    }
    if (gmail_) {
        names.insert(names.end(), {Name::gm_msgid, Name::gm_thrid, Name::gm_labels});
    }
    if (email_id_) {
        names.insert(names.end(), {Name::email_id, Name::thread_id});
    }
    std::vector<Item> items;
    std::ranges::transform(names, std::back_inserter(items), [](Name name) {
        Item item;
        item.name = name;
        return item;
    });
    return items;
}

bool Dialect::identifies(const wire::Fetch& fetched) const {
    const bool complete = fetched.uid && fetched.flags && fetched.internal_date && fetched.size;
    const bool labelled = !gmail_ || (fetched.gm_msgid && fetched.gm_labels);
    return complete && labelled && (!email_id_ || fetched.email_id);
}

domain::MessageId
Dialect::message_id(const wire::Fetch& fetched, std::uint32_t uid_validity) const {
    if (gmail_) {
        return {fmt::format("gm:{}", fetched.gm_msgid.value_or(0))};
    }
    if (email_id_ && fetched.email_id) {
        return {"em:" + *fetched.email_id};
    }
    return {fmt::format("uid:{}.{}", uid_validity, fetched.uid.value_or(0))};
}

domain::ThreadId Dialect::thread_id(const wire::Fetch& fetched) const {
    if (fetched.gm_thrid) {
        return {fmt::format("gm:{}", *fetched.gm_thrid)};
    }
    if (fetched.thread_id && *fetched.thread_id) {
        return {"em:" + **fetched.thread_id};
    }
    return {};
}

domain::LabelSet Dialect::labels(const wire::Fetch& fetched) const {
    domain::LabelSet labels;
    if (gmail_) {
        for (const std::string& label : fetched.gm_labels.value_or(std::vector<std::string>{})) {
            labels.insert(gmail_label(from_wire(label)));
        }
        return labels;
    }
    for (const std::string& flag : fetched.flags.value_or(wire::Flags{})) {
        if (domain::equal_ignoring_case(flag, flagged)) {
            labels.insert(domain::starred);
        } else if (is_user_keyword(flag)) {
            labels.insert({label_from_keyword(flag)});
        }
    }
    return labels;
}

bool Dialect::can_store(const domain::Label& label) const {
    if (!label.is_system()) {
        return !label.name.empty();
    }
    if (label == domain::starred) {
        return true;
    }
    return gmail_ && (label == domain::inbox || label == domain::important);
}

wire::client::ClientCommand Dialect::store(
    wire::SequenceSet uids, wire::client::Change change, const domain::LabelSet& labels
) const {
    std::vector<std::string> names;
    if (gmail_) {
        std::ranges::transform(labels, std::back_inserter(names), [this](const auto& label) {
            return to_wire(label.name);
        });
        wire::client::StoreLabels store;
        store.uids = std::move(uids);
        store.change = change;
        store.labels = std::move(names);
        store.silent = true;
        return store;
    }
    std::ranges::transform(labels, std::back_inserter(names), [](const auto& label) {
        return label == domain::starred ? std::string{flagged} : keyword_from_label(label.name);
    });
    wire::client::StoreFlags store;
    store.uids = std::move(uids);
    store.change = change;
    store.flags = std::move(names);
    store.silent = true;
    return store;
}

std::string Dialect::to_wire(std::string_view name) const {
    return utf8_ ? std::string{name} : wire::to_mutf7(name);
}

std::string Dialect::from_wire(std::string_view name) const {
    return utf8_ ? std::string{name} : wire::readable_mailbox(name);
}

} // namespace imap::client
