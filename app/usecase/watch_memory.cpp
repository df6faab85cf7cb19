#include "app/usecase/watch_memory.hpp"

#include "domain/mail/label_edit.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace usecase {

using domain::plan::Entry;
using ports::Result;

namespace {

// Corrections count for a day (domain/plan/breaker); so long is what was given worth remembering.
constexpr std::chrono::hours given_for{24};
// What was said is remembered so that nobody reads it twice; in weeks of watching it may not pile
// up.
constexpr std::size_t most_remembered = 10'000;

bool was_done(const ports::JournalEntry& entry, const domain::classify::Action& action) {
    const auto& side = action.adds ? entry.intent.add : entry.intent.remove;
    return entry.outcome && entry.outcome->kind == ports::OutcomeKind::done &&
           domain::has_label(side, action.label);
}

template <typename Set>
void bound(Set& set) {
    if (set.size() > most_remembered) {
        set.clear();
    }
}

} // namespace

void WatchMemory::drop_what_was_done(
    const domain::MessageId& id, std::vector<domain::classify::Action>& actions
) const {
    if (actions.empty()) {
        return;
    }
    const auto history = world_.state.journal().history(id);
    // A journal that cannot be read fails at the next write, with its cause; until then nothing is
    // done on its word.
    if (!history || left_.contains(id)) {
        actions.clear();
        return;
    }
    std::erase_if(actions, [&history](const auto& action) {
        return std::ranges::any_of(*history, [&action](const auto& entry) {
            return was_done(entry, action);
        });
    });
}

std::string WatchMemory::key(const Entry& entry) {
    std::string text = entry.change.id.value;
    for (const auto& label : entry.change.edit.add) {
        text += "\t+" + label.name;
    }
    for (const auto& label : entry.change.edit.remove) {
        text += "\t-" + label.name;
    }
    return text;
}

bool WatchMemory::say(const Entry& entry) {
    bound(said_);
    return said_.insert(key(entry)).second;
}

bool WatchMemory::has_more_to_say(const PlanFile& plan) const {
    bool more = false;
    // The sink never fails, so the walk does not.
    static_cast<void>(plan.for_each([&](const Entry& entry) {
        more = more || !said_.contains(key(entry));
        return Result<void>{};
    }));
    return more;
}

void WatchMemory::gave(const Entry& entry) {
    const auto now = world_.clock.wall();
    bound(given_);
    auto& given = given_[entry.change.id];
    given.when = now;
    for (const auto& label : domain::user_labels(entry.change.edit.add)) {
        given.labels.insert(label);
        breaker_.gave(label, now);
    }
}

void WatchMemory::left_alone(const Entry& entry) {
    bound(left_);
    left_.insert(entry.change.id);
}

Result<void>
WatchMemory::look_for_corrections(const std::function<void(const domain::Label&)>& opened) {
    forget_old();
    for (auto& [id, given] : given_) {
        const auto held = world_.state.messages().find(id);
        if (!held) {
            return ports::fail(held.error());
        }
        if (!*held) {
            continue; // Deleting a message says nothing about its label.
        }
        std::erase_if(given.labels, [&](const domain::Label& label) {
            const bool gone = !domain::has_label((*held)->message.labels, label);
            if (gone && breaker_.taken_back(label, world_.clock.wall())) {
                opened(label);
            }
            return gone;
        });
    }
    return {};
}

void WatchMemory::forget_old() {
    const auto oldest = world_.clock.wall() - given_for;
    std::erase_if(given_, [oldest](const auto& entry) { return entry.second.when < oldest; });
}

} // namespace usecase
