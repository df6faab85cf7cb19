#include "app/usecase/label_writer.hpp"

#include "app/usecase/whereabouts.hpp"
#include "domain/mail/label_edit.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace usecase {

using ports::Intent;
using ports::Observation;
using ports::Outcome;
using ports::OutcomeKind;
using ports::Result;

namespace {

bool as_intended(const Intent& intent, const domain::LabelSet& observed) {
    const auto is_there = [&observed](const domain::Label& label) {
        return domain::has_label(observed, label);
    };
    return std::ranges::all_of(intent.add, is_there) &&
           std::ranges::none_of(intent.remove, is_there);
}

Outcome vanished(const Intent& intent) {
    return {intent.id, OutcomeKind::failed, {}, "the message is no longer in the folder"};
}

/// Under the place that the cache knows: the intent's may be of a newer numbering than the cache's.
Result<void> tell_cache(
    const World& world,
    const Intent& intent,
    const domain::LabelSet& labels,
    const std::optional<domain::Flags>& flags
) {
    auto& cache = world.state.messages();
    const auto held = cache.find(intent.message);
    if (!held) {
        return ports::fail(held.error());
    }
    if (!*held || (*held)->folder != intent.folder) {
        return {};
    }
    return cache.update(
        intent.folder, (*held)->uid, labels, flags.value_or((*held)->message.flags)
    );
}

const Intent* find(std::span<const Intent> intents, ports::Uid uid) {
    const auto found = std::ranges::find(intents, uid, &Intent::uid);
    return found == intents.end() ? nullptr : &*found;
}

} // namespace

Outcome judged(const Intent& intent, const domain::LabelSet& observed) {
    if (as_intended(intent, observed)) {
        return {intent.id, OutcomeKind::done, observed, {}};
    }
    return {intent.id, OutcomeKind::failed, observed, "the server did not keep the change"};
}

domain::plan::Change effect(const Intent& intent, const domain::LabelSet& after) {
    domain::plan::Change change{intent.message, {}};
    for (const auto& label : intent.add) {
        if (domain::has_label(after, label) && !domain::has_label(intent.before, label)) {
            change.edit.add.insert(label);
        }
    }
    for (const auto& label : intent.remove) {
        if (!domain::has_label(after, label) && domain::has_label(intent.before, label)) {
            change.edit.remove.insert(label);
        }
    }
    return change;
}

Result<std::vector<Outcome>> LabelWriter::write(std::span<Intent> intents) {
    if (intents.empty()) {
        return std::vector<Outcome>{};
    }
    if (auto written = world_.state.journal().intend(intents); !written) {
        return ports::fail(std::move(written).error());
    }
    std::vector<ports::LabelDelta> deltas;
    std::ranges::transform(intents, std::back_inserter(deltas), [](const Intent& intent) {
        return ports::LabelDelta{intent.message, intent.uid, intent.add, intent.remove};
    });
    std::vector<Outcome> outcomes;
    auto changed = mail_.change(
        deltas,
        [&](const Observation& seen) {
            if (const auto* intent = find(intents, seen.uid)) {
                outcomes.push_back(seen.labels ? judged(*intent, *seen.labels) : vanished(*intent));
            }
            return Result<void>{};
        },
        world_.stop
    );
    if (auto settled = settle(intents, outcomes); !settled) {
        return ports::fail(std::move(settled).error());
    }
    if (!changed) {
        return ports::fail(std::move(changed).error());
    }
    return outcomes;
}

Result<void>
LabelWriter::settle(std::span<const Intent> intents, std::span<const Outcome> outcomes) {
    if (auto settled = world_.state.journal().settle(outcomes); !settled) {
        return settled;
    }
    for (const auto& outcome : outcomes) {
        const auto intent = std::ranges::find(intents, outcome.intent, &Intent::id);
        if (outcome.kind != OutcomeKind::done) {
            continue;
        }
        if (auto kept = tell_cache(world_, *intent, outcome.after, std::nullopt); !kept) {
            return kept;
        }
    }
    return {};
}

Result<CurrentLabels>
current_labels(ports::MailStore& mail, const Places& places, const std::stop_token& stop) {
    CurrentLabels current;
    ports::FetchRequest request;
    std::ranges::transform(places, std::back_inserter(request.uids), &Places::value_type::first);
    request.known = places;
    auto fetched = mail.fetch(
        request,
        [&current](ports::StoredMessage stored) {
            const auto uid = stored.uid;
            current.insert_or_assign(uid, std::move(stored));
            return Result<void>{};
        },
        stop
    );
    if (!fetched) {
        return ports::fail(std::move(fetched).error());
    }
    return current;
}

namespace {

Outcome recovered(const Intent& intent, const ports::StoredMessage* now) {
    if (now == nullptr) {
        return vanished(intent);
    }
    const auto& labels = now->message.labels;
    if (as_intended(intent, labels)) {
        return {intent.id, OutcomeKind::done, labels, {}};
    }
    if (!effect(intent, labels).edit.empty()) {
        return {intent.id, OutcomeKind::failed, labels, "the run was ended half way"};
    }
    return {intent.id, OutcomeKind::skipped, labels, "the run was ended before it was sent"};
}

/// What of another folder is open waits until that folder is.
Result<std::vector<Intent>> open_intents(ports::Journal& journal, const std::string& folder) {
    std::vector<Intent> open;
    auto read = journal.unsettled([&](const ports::JournalEntry& entry) {
        if (entry.intent.folder == folder) {
            open.push_back(entry.intent);
        }
        return Result<void>{};
    });
    return read ? Result<std::vector<Intent>>{std::move(open)}
                : ports::fail(std::move(read).error());
}

/// The messages of the intents as they are now, by who they are: a UID that an intent names may be
/// another message's today.
Result<std::map<domain::MessageId, ports::StoredMessage>> as_they_are(
    ports::MailStore& mail,
    const World& world,
    const ports::FolderState& folder,
    std::span<const Intent> intents
) {
    Whereabouts whereabouts;
    for (const Intent& intent : intents) {
        whereabouts.insert_or_assign(intent.message, intent.uid);
    }
    if (auto located = locate(mail, world, folder, whereabouts); !located) {
        return ports::fail(std::move(located).error());
    }
    Places places;
    for (const auto& [id, uid] : whereabouts) {
        places.emplace(uid, id);
    }
    auto current = current_labels(mail, places, world.stop);
    if (!current) {
        return ports::fail(std::move(current).error());
    }
    std::map<domain::MessageId, ports::StoredMessage> by_id;
    for (auto& [uid, stored] : *current) {
        auto id = stored.message.id;
        by_id.emplace(std::move(id), std::move(stored));
    }
    return by_id;
}

} // namespace

Result<Recovered>
recover(ports::MailStore& mail, const World& world, const ports::FolderState& folder) {
    auto& journal = world.state.journal();
    const auto open = open_intents(journal, folder.folder);
    if (!open) {
        return ports::fail(open.error());
    }
    Recovered counts;
    if (open->empty()) {
        return counts;
    }
    const auto now = as_they_are(mail, world, folder, *open);
    if (!now) {
        return ports::fail(now.error());
    }
    std::vector<Outcome> outcomes;
    for (const auto& intent : *open) {
        const auto found = now->find(intent.message);
        outcomes.push_back(recovered(intent, found == now->end() ? nullptr : &found->second));
        ++(outcomes.back().kind == OutcomeKind::done ? counts.done : counts.not_sent);
    }
    if (auto settled = journal.settle(outcomes); !settled) {
        return ports::fail(std::move(settled).error());
    }
    for (const auto& intent : *open) {
        const auto found = now->find(intent.message);
        if (found == now->end()) {
            continue;
        }
        const auto& message = found->second.message;
        if (auto kept = tell_cache(world, intent, message.labels, message.flags); !kept) {
            return ports::fail(std::move(kept).error());
        }
    }
    return counts;
}

} // namespace usecase
