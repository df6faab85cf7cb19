#include "app/usecase/run_log.hpp"

#include <utility>

namespace usecase {

using ports::JournalEntry;
using ports::OutcomeKind;
using ports::Result;
using ports::RunKind;

namespace {

Result<void> collect_done(ports::Journal& journal, ports::RunId run, PlanHistory& history) {
    return journal.entries(run, [&history](const JournalEntry& entry) {
        if (entry.outcome && entry.outcome->kind == OutcomeKind::done) {
            history.done.insert(entry.intent.message);
        }
        return Result<void>{};
    });
}

} // namespace

Result<PlanHistory> history_of(ports::Journal& journal, const std::string& plan) {
    auto runs = journal.runs();
    if (!runs) {
        return ports::fail(std::move(runs).error());
    }
    PlanHistory history;
    for (const auto& run : *runs) {
        if (run.kind != RunKind::apply) {
            continue;
        }
        history.first_ever = history.first_ever && !run.ended;
        if (run.plan != plan) {
            continue;
        }
        if (!run.ended) {
            history.open = run.id;
        }
        if (auto collected = collect_done(journal, run.id, history); !collected) {
            return ports::fail(std::move(collected).error());
        }
    }
    return history;
}

} // namespace usecase
