#include "app/usecase/corrections.hpp"

#include "app/usecase/reasons.hpp"
#include "domain/mail/label_edit.hpp"

#include <ranges>

#include <utility>
#include <vector>

namespace usecase {

using ports::JournalEntry;
using ports::OutcomeKind;
using ports::Result;
using ports::RunKind;

namespace {

// How a label fares lately is what its gate asks; a long good past must not hide that the user has
// started to correct it.
constexpr std::uint32_t latest_decisions = 200;

/// A label that a run gave to a message.
struct Given {
    domain::MessageId message;
    domain::Label label;
    bool by_model = false;
};

Result<std::vector<Given>> given_by(ports::Journal& journal, ports::RunId run) {
    std::vector<Given> given;
    auto read = journal.entries(run, [&given](const JournalEntry& entry) {
        if (!entry.outcome || entry.outcome->kind != OutcomeKind::done) {
            return Result<void>{};
        }
        for (const auto& label : domain::user_labels(entry.intent.add)) {
            given.push_back({entry.intent.message, label, names_model(entry.intent.reason, label)});
        }
        return Result<void>{};
    });
    if (!read) {
        return ports::fail(std::move(read).error());
    }
    return given;
}

Result<void> weigh(ports::MessageCache& cache, const Given& given, Corrections& result) {
    auto held = cache.find(given.message);
    if (!held) {
        return ports::fail(std::move(held).error());
    }
    if (!*held) {
        return {}; // Deleting a message says nothing about its label.
    }
    const bool rejected = !domain::has_label((*held)->message.labels, given.label);
    (rejected ? result.rejected : result.kept)[given.message].insert(given.label);
    auto* track = given.by_model ? &result.tracks[given.label] : nullptr;
    if (track != nullptr && track->acted < latest_decisions) {
        ++track->acted;
        track->corrected += rejected ? 1 : 0;
    }
    return {};
}

} // namespace

Result<Corrections> corrections(const World& world) {
    auto& journal = world.state.journal();
    const auto runs = journal.runs();
    if (!runs) {
        return ports::fail(runs.error());
    }
    Corrections result;
    for (const auto& run : *runs) { // Newest first.
        if (run.kind != RunKind::apply) {
            continue;
        }
        // The journal and the cache are one database: read the one to its end, then ask the other.
        const auto given = given_by(journal, run.id);
        if (!given) {
            return ports::fail(given.error());
        }
        for (const auto& one : std::views::reverse(*given)) {
            if (auto weighed = weigh(world.state.messages(), one, result); !weighed) {
                return ports::fail(std::move(weighed).error());
            }
        }
    }
    return result;
}

} // namespace usecase
