#include "adapters/sqlite/migrations.hpp"

#include <fmt/core.h>

#include <array>

namespace sqlite {

using ports::FailureKind;
using ports::Result;

namespace {

// message.key is (folder << 32 | uid): a folder's messages are one range, and place needs no index.
// Labels are counted when asked for: keeping counts by triggers made every commit take 1.7 times as
// long, to save 30 ms for each 100,000 messages.
constexpr const char* message_cache = R"(
    CREATE TABLE folder (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        uid_validity INTEGER,
        uid_next INTEGER,
        highest_modseq INTEGER
    );
    CREATE TABLE message (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        received INTEGER NOT NULL,
        size INTEGER NOT NULL,
        flags INTEGER NOT NULL,
        facts BLOB NOT NULL,
        features BLOB NOT NULL
    );
    CREATE INDEX message_by_id ON message (id);
    CREATE INDEX message_by_time ON message (received);
    CREATE TABLE label (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    );
    CREATE TABLE message_label (
        message INTEGER NOT NULL,
        label INTEGER NOT NULL,
        PRIMARY KEY (message, label)
    ) WITHOUT ROWID;
)";

// AUTOINCREMENT: an id is never given twice, even after the row with the highest one is gone.
// The digests notice a flipped bit in what undo goes by; SQLite alone would hand it out.
constexpr const char* journal = R"(
    CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind INTEGER NOT NULL,
        plan TEXT NOT NULL,
        started INTEGER NOT NULL,
        ended INTEGER
    );
    CREATE TABLE intent (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run INTEGER NOT NULL REFERENCES run (id),
        message TEXT NOT NULL,
        folder TEXT NOT NULL,
        uid INTEGER NOT NULL,
        added BLOB NOT NULL,
        removed BLOB NOT NULL,
        before BLOB NOT NULL,
        reason TEXT NOT NULL,
        digest INTEGER NOT NULL,
        outcome INTEGER,
        after BLOB,
        cause TEXT,
        outcome_digest INTEGER
    );
    CREATE INDEX intent_by_run ON intent (run);
    CREATE INDEX intent_by_message ON intent (message);
    CREATE INDEX intent_unsettled ON intent (id) WHERE outcome IS NULL;
)";

// The current model is the one with the highest `chosen`; the last plan the one with the highest
// `sequence`.
constexpr const char* the_rest = R"(
    CREATE TABLE model (
        version INTEGER PRIMARY KEY AUTOINCREMENT,
        chosen INTEGER NOT NULL,
        created INTEGER NOT NULL,
        examples INTEGER NOT NULL,
        bytes BLOB NOT NULL
    );
    CREATE TABLE plan (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        created INTEGER NOT NULL,
        text TEXT NOT NULL
    );
    CREATE TABLE hour (
        start INTEGER PRIMARY KEY,
        received INTEGER NOT NULL,
        sent INTEGER NOT NULL
    );
)";

constexpr const char* bookmarks = R"(
    CREATE TABLE bookmark (
        folder TEXT PRIMARY KEY,
        uid_validity INTEGER NOT NULL,
        next INTEGER NOT NULL,
        at INTEGER NOT NULL
    ) WITHOUT ROWID;
)";

constexpr const char* flights = R"(
    CREATE TABLE flight (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        began INTEGER NOT NULL,
        blind INTEGER NOT NULL,
        came INTEGER NOT NULL,
        ended INTEGER,
        cause TEXT NOT NULL DEFAULT ''
    );
)";

constexpr const char* parked = R"(
    CREATE TABLE parked (
        folder TEXT NOT NULL,
        uid INTEGER NOT NULL,
        uid_validity INTEGER NOT NULL,
        cause TEXT NOT NULL,
        times INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY (folder, uid)
    ) WITHOUT ROWID;
)";

constexpr const char* flight_proofs = R"(
    ALTER TABLE flight ADD COLUMN logins INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE flight ADD COLUMN proof TEXT NOT NULL DEFAULT '';
)";

constexpr const char* left_out = R"(
    CREATE TABLE left_out (
        folder TEXT NOT NULL,
        uid INTEGER NOT NULL,
        PRIMARY KEY (folder, uid)
    ) WITHOUT ROWID;
)";

constexpr std::array all_migrations{
    Migration{"message cache", message_cache},
    Migration{"journal", journal},
    Migration{"models, plans and bytes", the_rest},
    Migration{"where watch left off", bookmarks},
    Migration{"connections", flights},
    Migration{"messages that cannot be delivered", parked},
    Migration{"logins and proofs of connections", flight_proofs},
    Migration{"what watch could not judge", left_out},
};

Result<std::int64_t> version_of(Database& database, std::size_t latest) {
    const auto owner = database.number("PRAGMA application_id");
    const auto version = database.number("PRAGMA user_version");
    const auto objects = database.number("SELECT count(*) FROM sqlite_schema");
    if (!owner || !version || !objects) {
        return ports::fail(!owner ? owner.error() : !version ? version.error() : objects.error());
    }
    const bool empty = *objects == 0 && *version == 0;
    if (*owner != application_id && !empty) {
        return ports::fail(
            FailureKind::local_io,
            fmt::format("{} is a database of another program", database.file()),
            "Move it away, or choose another state folder."
        );
    }
    if (*version > static_cast<std::int64_t>(latest) || *version < 0) {
        return ports::fail(
            FailureKind::local_io,
            fmt::format(
                "{} was written by a newer version of this program (schema {}, known up to {})",
                database.file(),
                *version,
                latest
            ),
            "Update the program; this version leaves the file as it is."
        );
    }
    return *version;
}

Result<void> apply(Database& database, std::span<const Migration> steps) {
    for (const auto& step : steps) {
        if (auto done = database.execute(step.sql); !done) {
            return done;
        }
    }
    return {};
}

} // namespace

std::span<const Migration> migrations() {
    return all_migrations;
}

Result<void> migrate(Database& database, std::span<const Migration> steps) {
    const auto version = version_of(database, steps.size());
    if (!version) {
        return ports::fail(version.error());
    }
    if (*version == static_cast<std::int64_t>(steps.size())) {
        return {};
    }
    return database.transact("migrate", Durability::synced, [&] {
        return apply(database, steps.subspan(static_cast<std::size_t>(*version))).and_then([&] {
            const auto stamp = fmt::format(
                "PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, steps.size()
            );
            return database.execute(stamp.c_str());
        });
    });
}

Result<void> expect_current(Database& database) {
    const auto version = version_of(database, migrations().size());
    if (!version) {
        return ports::fail(version.error());
    }
    if (*version != static_cast<std::int64_t>(migrations().size())) {
        return ports::fail(
            FailureKind::local_io,
            fmt::format("{} was written by an older version of this program", database.file()),
            "Any command that writes brings it up to date: gmail-classifier sync."
        );
    }
    return {};
}

} // namespace sqlite
