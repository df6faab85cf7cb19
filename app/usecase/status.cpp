#include "app/usecase/status.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace usecase {

using ports::JournalEntry;
using ports::OutcomeKind;
using ports::Result;

namespace {

// Older runs are in the journal; a screen shows these.
constexpr std::size_t shown_runs = 10;

Result<RunStatus> run_status(ports::Journal& journal, const ports::Run& run) {
    RunStatus status{run};
    auto read = journal.entries(run.id, [&status](const JournalEntry& entry) {
        if (!entry.outcome) {
            ++status.open;
            return Result<void>{};
        }
        switch (entry.outcome->kind) {
        case OutcomeKind::done:
            ++status.done;
            break;
        case OutcomeKind::skipped:
            ++status.skipped;
            break;
        case OutcomeKind::failed:
            ++status.failed;
            break;
        }
        return Result<void>{};
    });
    if (!read) {
        return ports::fail(std::move(read).error());
    }
    return status;
}

Result<void> add_folders(const World& world, StatusReport& report) {
    std::map<std::string, std::uint64_t> counts;
    auto& cache = world.state.messages();
    auto walked =
        cache.for_each(ports::Order::newest_first, [&](const ports::CachedMessage& cached) {
            ++counts[cached.folder];
            return world.stop.stop_requested() ? Result<void>{interrupted()} : Result<void>{};
        });
    if (!walked) {
        return walked;
    }
    for (const auto& [folder, messages] : counts) {
        const auto cursor = cache.cursor(folder);
        if (!cursor) {
            return ports::fail(cursor.error());
        }
        const bool complete = *cursor && (*cursor)->uid_next > ports::Uid{1};
        report.folders.push_back({folder, messages, complete});
        report.messages += messages;
    }
    return {};
}

Result<std::vector<RunStatus>> recent_runs(const World& world, std::size_t most) {
    auto runs = world.state.journal().runs();
    if (!runs) {
        return ports::fail(std::move(runs).error());
    }
    runs->resize(std::min(runs->size(), most));
    std::vector<RunStatus> found;
    for (const auto& run : *runs) {
        auto status = run_status(world.state.journal(), run);
        if (!status) {
            return ports::fail(std::move(status).error());
        }
        found.push_back(*std::move(status));
    }
    return found;
}

Result<void> add_runs(const World& world, StatusReport& report) {
    auto runs = recent_runs(world, shown_runs);
    if (!runs) {
        return ports::fail(std::move(runs).error());
    }
    report.runs = *std::move(runs);
    return {};
}

Result<void> add_flights(const World& world, StatusReport& report) {
    const auto flights = world.state.flights().recent(ports::kept_flights);
    if (!flights) {
        return ports::fail(flights.error());
    }
    if (!flights->empty()) {
        report.flight = flights->front();
    }
    const auto yesterday = world.clock.wall() - std::chrono::hours{24};
    for (const auto& flight : *flights) {
        if (flight.ended.value_or(flight.began) >= yesterday) {
            report.losses += flight.cause.empty() ? 0U : 1U;
            report.blind += flight.blind;
        }
    }
    return {};
}

Result<void> add_parked(const World& world, StatusReport& report) {
    auto parked = world.state.parked().list();
    if (!parked) {
        return ports::fail(std::move(parked).error());
    }
    report.parked = *std::move(parked);
    return {};
}

Result<void> add_model_and_plan(const World& world, StatusReport& report) {
    auto model = world.state.models().current();
    if (!model) {
        return ports::fail(std::move(model).error());
    }
    report.model = *std::move(model);
    if (report.model) {
        report.model->bytes.clear();
    }
    const auto plan = world.state.plans().last_id();
    if (!plan) {
        return ports::fail(plan.error());
    }
    report.last_plan = plan->value_or("");
    return {};
}

} // namespace

Result<StatusReport> status(const World& world) {
    StatusReport report;
    for (const auto add : {add_folders, add_runs, add_model_and_plan, add_flights, add_parked}) {
        if (auto added = add(world, report); !added) {
            return ports::fail(std::move(added).error());
        }
    }
    auto labels = world.state.messages().label_counts();
    if (!labels) {
        return ports::fail(std::move(labels).error());
    }
    report.labels = *std::move(labels);
    const auto day = world.state.bytes().since(world.clock.wall() - std::chrono::hours{24});
    if (!day) {
        return ports::fail(day.error());
    }
    report.day = *day;
    return report;
}

Result<History> history(const World& world, std::size_t most) {
    auto flights = world.state.flights().recent(most);
    if (!flights) {
        return ports::fail(std::move(flights).error());
    }
    auto runs = recent_runs(world, most);
    if (!runs) {
        return ports::fail(std::move(runs).error());
    }
    return History{*std::move(flights), *std::move(runs)};
}

} // namespace usecase
