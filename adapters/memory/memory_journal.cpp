#include "adapters/memory/memory_journal.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace memory {

using ports::FailureKind;
using ports::JournalEntry;
using ports::Result;
using ports::RunId;

namespace {

template <typename Wanted>
Result<void> stream(
    const std::vector<JournalEntry>& entries, const Wanted& wanted, const ports::JournalSink& sink
) {
    for (const auto& entry : entries) {
        if (!wanted(entry)) {
            continue;
        }
        if (auto taken = sink(entry); !taken) {
            return taken;
        }
    }
    return {};
}

} // namespace

bool MemoryJournal::has_run(RunId run) const {
    return run.value >= 1 && run.value <= runs_.size();
}

Result<RunId>
MemoryJournal::begin(ports::RunKind kind, const std::string& plan, domain::Timestamp now) {
    const RunId id{runs_.size() + 1};
    runs_.push_back({id, kind, plan, now, std::nullopt});
    return id;
}

Result<void> MemoryJournal::end(RunId run, domain::Timestamp now) {
    if (!has_run(run)) {
        return ports::fail(FailureKind::internal, "A run ended that never began");
    }
    runs_[run.value - 1].ended = now;
    return {};
}

Result<void> MemoryJournal::intend(std::span<ports::Intent> intents) {
    if (!std::ranges::all_of(intents, [this](const auto& one) { return has_run(one.run); })) {
        return ports::fail(
            FailureKind::internal, "A change was intended in a run that never began"
        );
    }
    for (auto& intent : intents) {
        intent.id = {entries_.size() + 1};
        entries_.push_back({intent, std::nullopt});
    }
    return {};
}

Result<void> MemoryJournal::settle(std::span<const ports::Outcome> outcomes) {
    std::set<ports::IntentId> seen;
    const auto is_open = [&](const ports::Outcome& outcome) {
        const auto id = outcome.intent.value;
        return id >= 1 && id <= entries_.size() && !entries_[id - 1].outcome &&
               seen.insert(outcome.intent).second;
    };
    if (!std::ranges::all_of(outcomes, is_open)) {
        return ports::fail(FailureKind::internal, "A change was settled that is not open");
    }
    for (const auto& outcome : outcomes) {
        entries_[outcome.intent.value - 1].outcome = outcome;
    }
    return {};
}

Result<std::vector<ports::Run>> MemoryJournal::runs() {
    return std::vector<ports::Run>{runs_.rbegin(), runs_.rend()};
}

Result<void> MemoryJournal::entries(RunId run, const ports::JournalSink& sink) {
    return stream(entries_, [run](const auto& entry) { return entry.intent.run == run; }, sink);
}

Result<void> MemoryJournal::unsettled(const ports::JournalSink& sink) {
    return stream(entries_, [](const auto& entry) { return !entry.outcome; }, sink);
}

Result<std::vector<JournalEntry>> MemoryJournal::history(const domain::MessageId& message) {
    std::vector<JournalEntry> found;
    std::ranges::copy_if(entries_, std::back_inserter(found), [&message](const auto& entry) {
        return entry.intent.message == message;
    });
    return found;
}

} // namespace memory
