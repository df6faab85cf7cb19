#include "adapters/sqlite/sqlite_books.hpp"

#include "adapters/sqlite/statement.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <utility>

namespace sqlite {

using domain::Timestamp;
using ports::ModelRecord;
using ports::Result;

namespace {

ModelRecord read_model(const Statement& row) {
    return {
        static_cast<std::uint64_t>(row.integer(0)),
        Timestamp{std::chrono::seconds{row.integer(1)}},
        static_cast<std::uint64_t>(row.integer(2)),
        std::string{row.bytes(3)}
    };
}

std::int64_t hour_of(Timestamp when) {
    return std::chrono::floor<std::chrono::hours>(when).time_since_epoch().count();
}

std::optional<std::string> text_of(const Statement& row, bool found) {
    return found ? std::optional{std::string{row.bytes(0)}} : std::nullopt;
}

} // namespace

Result<std::uint64_t> SqliteModelStore::save(const ModelRecord& model) {
    std::uint64_t version = 0;
    auto saved = database_.transact("save model", Durability::synced, [&] {
        Statement insert{
            database_,
            "INSERT INTO model (chosen, created, examples, bytes) "
            "SELECT ifnull(max(chosen), 0) + 1, ?, ?, ? FROM model"
        };
        insert.bind(model.created.time_since_epoch().count())
            .bind(static_cast<std::int64_t>(model.examples))
            .bind_blob(model.bytes);
        auto inserted = insert.run();
        version = static_cast<std::uint64_t>(sqlite3_last_insert_rowid(database_.handle()));
        Statement prune{
            database_,
            "DELETE FROM model WHERE version NOT IN "
            "(SELECT version FROM model ORDER BY version DESC LIMIT ?)"
        };
        prune.bind(ports::kept_models);
        return inserted ? prune.run() : inserted;
    });
    return saved ? Result<std::uint64_t>{version} : ports::fail(std::move(saved).error());
}

Result<std::optional<ModelRecord>> SqliteModelStore::current() {
    Statement query{
        database_,
        "SELECT version, created, examples, bytes FROM model ORDER BY chosen DESC LIMIT 1"
    };
    return query.step().map([&query](bool found) {
        return found ? std::optional{read_model(query)} : std::nullopt;
    });
}

Result<std::vector<ModelRecord>> SqliteModelStore::list() {
    std::vector<ModelRecord> found;
    Statement query{
        database_, "SELECT version, created, examples, x'' FROM model ORDER BY version DESC"
    };
    auto read = query.each([&] { found.push_back(read_model(query)); });
    return read ? Result<std::vector<ModelRecord>>{std::move(found)}
                : ports::fail(std::move(read).error());
}

Result<void> SqliteModelStore::rollback(std::uint64_t version) {
    return database_.transact("choose model", Durability::synced, [&]() -> Result<void> {
        Statement choose{
            database_,
            "UPDATE model SET chosen = (SELECT max(chosen) + 1 FROM model) WHERE version = ?"
        };
        choose.bind(static_cast<std::int64_t>(version));
        auto chosen = choose.run();
        if (chosen && sqlite3_changes(database_.handle()) != 1) {
            return ports::fail(
                ports::FailureKind::not_found,
                fmt::format("There is no model {}", version),
                "gmail-classifier model list shows those that there are."
            );
        }
        return chosen;
    });
}

Result<void>
SqlitePlanStore::save(const std::string& id, Timestamp created, const std::string& text) {
    return database_.transact("save plan", Durability::synced, [&] {
        Statement insert{
            database_, "INSERT OR REPLACE INTO plan (id, created, text) VALUES (?, ?, ?)"
        };
        insert.bind(id).bind(created.time_since_epoch().count()).bind(text);
        return insert.run();
    });
}

Result<std::optional<std::string>> SqlitePlanStore::load(const std::string& id) {
    Statement query{database_, "SELECT text FROM plan WHERE id = ?"};
    query.bind(id);
    return query.step().map([&query](bool found) { return text_of(query, found); });
}

Result<std::optional<std::string>> SqlitePlanStore::last_id() {
    Statement query{database_, "SELECT id FROM plan ORDER BY sequence DESC LIMIT 1"};
    return query.step().map([&query](bool found) { return text_of(query, found); });
}

Result<void> SqliteByteLedger::add(Timestamp when, ports::Transferred bytes) {
    return database_.transact("count bytes", Durability::relaxed, [&] {
        Statement upsert{
            database_,
            "INSERT INTO hour (start, received, sent) VALUES (?, ?, ?) ON CONFLICT (start) DO "
            "UPDATE SET received = received + excluded.received, sent = sent + excluded.sent"
        };
        upsert.bind(hour_of(when))
            .bind(static_cast<std::int64_t>(bytes.received.count))
            .bind(static_cast<std::int64_t>(bytes.sent.count));
        return upsert.run();
    });
}

Result<ports::Transferred> SqliteByteLedger::since(Timestamp from) {
    Statement query{database_, "SELECT sum(received), sum(sent) FROM hour WHERE start >= ?"};
    query.bind(hour_of(from));
    return query.step().map([&query](bool) {
        return ports::Transferred{
            {static_cast<std::uint64_t>(query.integer(0))},
            {static_cast<std::uint64_t>(query.integer(1))}
        };
    });
}

namespace {

Result<void>
save_left_out(Database& database, const std::string& folder, const std::vector<ports::Uid>& uids) {
    Statement clear{database, "DELETE FROM left_out WHERE folder = ?"};
    clear.bind(folder);
    if (auto cleared = clear.run(); !cleared) {
        return cleared;
    }
    Statement insert{database, "INSERT INTO left_out (folder, uid) VALUES (?, ?)"};
    for (const auto uid : uids) {
        insert.bind(folder).bind(static_cast<std::int64_t>(uid.value));
        if (auto inserted = insert.run(); !inserted) {
            return inserted;
        }
    }
    return {};
}

} // namespace

// Synced, because a label that was given twice is worse than an fsync for each mail.
Result<void> SqliteBookmarks::save(const std::string& folder, const ports::Bookmark& bookmark) {
    return database_.transact("save bookmark", Durability::synced, [&] {
        Statement insert{
            database_,
            "INSERT OR REPLACE INTO bookmark (folder, uid_validity, next, at) VALUES (?, ?, ?, ?)"
        };
        insert.bind(folder)
            .bind(static_cast<std::int64_t>(bookmark.uid_validity))
            .bind(static_cast<std::int64_t>(bookmark.next.value))
            .bind(bookmark.when.time_since_epoch().count());
        auto saved = insert.run();
        return saved ? save_left_out(database_, folder, bookmark.left_out) : saved;
    });
}

Result<std::optional<ports::Bookmark>> SqliteBookmarks::load(const std::string& folder) {
    Statement query{database_, "SELECT uid_validity, next, at FROM bookmark WHERE folder = ?"};
    query.bind(folder);
    const auto found = query.step();
    if (!found) {
        return ports::fail(found.error());
    }
    if (!*found) {
        return std::nullopt;
    }
    ports::Bookmark bookmark{
        static_cast<std::uint32_t>(query.integer(0)),
        {static_cast<std::uint32_t>(query.integer(1))},
        Timestamp{std::chrono::seconds{query.integer(2)}}
    };
    Statement left{database_, "SELECT uid FROM left_out WHERE folder = ? ORDER BY uid"};
    left.bind(folder);
    const auto read = left.each([&]() -> Result<void> {
        bookmark.left_out.push_back({static_cast<std::uint32_t>(left.integer(0))});
        return {};
    });
    return read ? Result<std::optional<ports::Bookmark>>{std::move(bookmark)}
                : ports::fail(read.error());
}

} // namespace sqlite
