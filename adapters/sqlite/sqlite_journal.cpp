#include "adapters/sqlite/sqlite_journal.hpp"

#include "adapters/sqlite/journal_rows.hpp"
#include "adapters/sqlite/statement.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace sqlite {

using domain::Timestamp;
using ports::FailureKind;
using ports::JournalEntry;
using ports::Result;
using ports::Run;
using ports::RunId;

namespace {

constexpr std::string_view insert_intent =
    "INSERT INTO intent (id, run, message, folder, uid, added, removed, before, reason, digest) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view settle_intent =
    "UPDATE intent SET outcome = ?, after = ?, cause = ?, outcome_digest = ? "
    "WHERE id = ? AND outcome IS NULL";

std::int64_t seconds(Timestamp time) {
    return time.time_since_epoch().count();
}

Timestamp timestamp(std::int64_t seconds) {
    return Timestamp{std::chrono::seconds{seconds}};
}

Run read_run(const Statement& row) {
    Run run;
    run.id = {static_cast<std::uint64_t>(row.integer(0))};
    run.kind = row.integer(1) == 0 ? ports::RunKind::apply : ports::RunKind::undo;
    run.plan = row.bytes(2);
    run.started = timestamp(row.integer(3));
    if (!row.is_null(4)) {
        run.ended = timestamp(row.integer(4));
    }
    return run;
}

std::string select_entries(std::string_view which) {
    return fmt::format("SELECT {} FROM intent WHERE {} ORDER BY id", entry_columns, which);
}

} // namespace

Result<RunId> SqliteJournal::begin(ports::RunKind kind, const std::string& plan, Timestamp now) {
    RunId id;
    auto begun = database_.transact("begin run", Durability::synced, [&] {
        Statement insert{database_, "INSERT INTO run (kind, plan, started) VALUES (?, ?, ?)"};
        insert.bind(static_cast<std::int64_t>(kind)).bind(plan).bind(seconds(now));
        auto inserted = insert.run();
        id = {static_cast<std::uint64_t>(sqlite3_last_insert_rowid(database_.handle()))};
        return inserted;
    });
    return begun ? Result<RunId>{id} : ports::fail(std::move(begun).error());
}

Result<void> SqliteJournal::end(RunId run, Timestamp now) {
    return database_.transact("end run", Durability::synced, [&]() -> Result<void> {
        Statement update{database_, "UPDATE run SET ended = ? WHERE id = ?"};
        update.bind(seconds(now)).bind(static_cast<std::int64_t>(run.value));
        auto updated = update.run();
        if (updated && sqlite3_changes(database_.handle()) != 1) {
            return ports::fail(FailureKind::internal, "A run ended that never began");
        }
        return updated;
    });
}

Result<void> SqliteJournal::intend(std::span<ports::Intent> intents) {
    if (intents.empty()) {
        return {};
    }
    return database_.transact("intend", Durability::synced, [&]() -> Result<void> {
        // sqlite_sequence holds the highest id that AUTOINCREMENT ever gave.
        const auto last = database_.number("SELECT seq FROM sqlite_sequence WHERE name = 'intent'");
        if (!last) {
            return ports::fail(last.error());
        }
        auto next = static_cast<std::uint64_t>(*last);
        Statement insert{database_, insert_intent};
        for (auto& intent : intents) {
            intent.id = {++next};
            bind_intent(insert, intent);
            if (auto inserted = insert.run(); !inserted) {
                return inserted;
            }
        }
        return {};
    });
}

Result<void> SqliteJournal::settle(std::span<const ports::Outcome> outcomes) {
    if (outcomes.empty()) {
        return {};
    }
    return database_.transact("settle", Durability::synced, [&]() -> Result<void> {
        Statement update{database_, settle_intent};
        for (const auto& outcome : outcomes) {
            bind_outcome(update, outcome);
            if (auto updated = update.run(); !updated) {
                return updated;
            }
            if (sqlite3_changes(database_.handle()) != 1) {
                return ports::fail(FailureKind::internal, "A change was settled that is not open");
            }
        }
        return {};
    });
}

Result<std::vector<Run>> SqliteJournal::runs() {
    std::vector<Run> found;
    Statement query{database_, "SELECT id, kind, plan, started, ended FROM run ORDER BY id DESC"};
    auto read = query.each([&] { found.push_back(read_run(query)); });
    return read ? Result<std::vector<Run>>{std::move(found)} : ports::fail(std::move(read).error());
}

Result<void> SqliteJournal::stream(Statement& query, const ports::JournalSink& sink) {
    return query.each([&]() -> Result<void> {
        const auto entry = read_entry(query);
        if (!entry) {
            return ports::fail(database_.damage(
                fmt::format("journal entry {} is not as it was written", query.integer(0))
            ));
        }
        return sink(*entry);
    });
}

Result<void> SqliteJournal::entries(RunId run, const ports::JournalSink& sink) {
    Statement query{database_, select_entries("run = ?")};
    query.bind(static_cast<std::int64_t>(run.value));
    return stream(query, sink);
}

Result<void> SqliteJournal::unsettled(const ports::JournalSink& sink) {
    Statement query{database_, select_entries("outcome IS NULL")};
    return stream(query, sink);
}

Result<std::vector<JournalEntry>> SqliteJournal::history(const domain::MessageId& message) {
    std::vector<JournalEntry> found;
    Statement query{database_, select_entries("message = ?")};
    query.bind(message.value);
    auto read = stream(query, [&found](const JournalEntry& entry) {
        found.push_back(entry);
        return Result<void>{};
    });
    return read ? Result<std::vector<JournalEntry>>{std::move(found)}
                : ports::fail(std::move(read).error());
}

} // namespace sqlite
