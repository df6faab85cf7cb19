#include "adapters/sqlite/sqlite_message_cache.hpp"

#include "adapters/sqlite/message_rows.hpp"
#include "adapters/sqlite/statement.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace sqlite {

using ports::CachedMessage;
using ports::Cursor;
using ports::Order;
using ports::Result;
using ports::Uid;

template <typename Body>
Result<void> SqliteMessageCache::write(std::string_view what, const Body& body) {
    auto done = database_.transact(what, Durability::relaxed, body);
    if (!done) {
        label_ids_.forget();
    }
    return done;
}

Result<std::int64_t> SqliteMessageCache::folder_id(const std::string& folder) {
    Statement query{database_, "SELECT id FROM folder WHERE name = ?"};
    query.bind(folder);
    return query.step().map([&query](bool found) { return found ? query.integer(0) : 0; });
}

Result<std::optional<Cursor>> SqliteMessageCache::cursor(const std::string& folder) {
    Statement query{
        database_,
        "SELECT uid_validity, uid_next, highest_modseq FROM folder "
        "WHERE name = ? AND uid_validity IS NOT NULL"
    };
    query.bind(folder);
    return query.step().map([&query](bool found) -> std::optional<Cursor> {
        if (!found) {
            return std::nullopt;
        }
        return Cursor{
            static_cast<std::uint32_t>(query.integer(0)),
            {static_cast<std::uint32_t>(query.integer(1))},
            {static_cast<std::uint64_t>(query.integer(2))}
        };
    });
}

Result<std::int64_t>
SqliteMessageCache::put_cursor(const std::string& folder, const Cursor& cursor) {
    Statement upsert{
        database_,
        "INSERT INTO folder (name, uid_validity, uid_next, highest_modseq) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET uid_validity = excluded.uid_validity, "
        "uid_next = excluded.uid_next, highest_modseq = excluded.highest_modseq RETURNING id"
    };
    upsert.bind(folder)
        .bind(cursor.uid_validity)
        .bind(cursor.uid_next.value)
        .bind(static_cast<std::int64_t>(cursor.highest_modseq.value));
    return upsert.step().map([&upsert](bool) { return upsert.integer(0); });
}

Result<void> SqliteMessageCache::commit(
    const std::string& folder, std::span<const CachedMessage> messages, const Cursor& cursor
) {
    return write("commit messages", [&]() -> Result<void> {
        const auto id = put_cursor(folder, cursor);
        if (!id) {
            return ports::fail(id.error());
        }
        MessageWriter writer{database_, label_ids_};
        for (const auto& message : messages) {
            if (auto put = writer.put(MessageKey::of(*id, message.uid), message); !put) {
                return put;
            }
        }
        return {};
    });
}

Result<void> SqliteMessageCache::update(
    const std::string& folder, Uid uid, const domain::LabelSet& labels, const domain::Flags& flags
) {
    return write("update message", [&]() -> Result<void> {
        const auto id = folder_id(folder);
        if (!id) {
            return ports::fail(id.error());
        }
        MessageWriter writer{database_, label_ids_};
        const auto key = MessageKey::of(*id, uid);
        const auto there = writer.put_flags(key, flags);
        if (!there) {
            return ports::fail(there.error());
        }
        return *there ? writer.put_labels(key, labels) : Result<void>{};
    });
}

Result<std::vector<Uid>> SqliteMessageCache::uids(const std::string& folder) {
    const auto id = folder_id(folder);
    if (!id) {
        return ports::fail(id.error());
    }
    std::vector<Uid> found;
    Statement query{database_, "SELECT key FROM message WHERE key BETWEEN ? AND ? ORDER BY key"};
    query.bind(MessageKey::first(*id).value).bind(MessageKey::last(*id).value);
    auto read = query.each([&] { found.push_back(MessageKey{query.integer(0)}.uid()); });
    return read ? Result<std::vector<Uid>>{std::move(found)} : ports::fail(std::move(read).error());
}

Result<void> SqliteMessageCache::forget(const std::string& folder, std::span<const Uid> vanished) {
    return write("forget messages", [&]() -> Result<void> {
        const auto id = folder_id(folder);
        if (!id) {
            return ports::fail(id.error());
        }
        Statement labels{database_, "DELETE FROM message_label WHERE message = ?"};
        Statement message{database_, "DELETE FROM message WHERE key = ?"};
        for (const auto uid : vanished) {
            const auto key = MessageKey::of(*id, uid).value;
            labels.bind(key);
            message.bind(key);
            if (auto gone = labels.run().and_then([&] { return message.run(); }); !gone) {
                return gone;
            }
        }
        return {};
    });
}

Result<void> SqliteMessageCache::forget_folder(const std::string& folder) {
    return write("forget folder", [&]() -> Result<void> {
        const auto id = folder_id(folder);
        if (!id) {
            return ports::fail(id.error());
        }
        for (const auto* const sql :
             {"DELETE FROM message_label WHERE message BETWEEN ? AND ?",
              "DELETE FROM message WHERE key BETWEEN ? AND ?"}) {
            Statement statement{database_, sql};
            statement.bind(MessageKey::first(*id).value).bind(MessageKey::last(*id).value);
            if (auto gone = statement.run(); !gone) {
                return gone;
            }
        }
        // The row stays: its number may not be given to another folder.
        Statement cursor{database_, "UPDATE folder SET uid_validity = NULL WHERE id = ?"};
        cursor.bind(*id);
        return cursor.run();
    });
}

Result<std::map<std::int64_t, std::string>> SqliteMessageCache::folders() {
    std::map<std::int64_t, std::string> found;
    Statement query{database_, "SELECT id, name FROM folder"};
    auto read = query.each([&] { found.emplace(query.integer(0), query.bytes(1)); });
    return read ? Result<std::map<std::int64_t, std::string>>{std::move(found)}
                : ports::fail(std::move(read).error());
}

Result<void> SqliteMessageCache::for_each(Order order, const ports::CacheSink& sink) {
    const auto names = folders();
    if (!names) {
        return ports::fail(names.error());
    }
    const std::string_view direction = order == Order::oldest_first ? "ASC" : "DESC";
    Statement query{
        database_,
        fmt::format(
            "SELECT {0} FROM message ORDER BY received {1}, key {1}",
            MessageReader::columns,
            direction
        )
    };
    MessageReader reader{database_, label_ids_, *names};
    return query.each([&]() -> Result<void> {
        const auto message = reader.read(query);
        return message ? sink(*message) : ports::fail(message.error());
    });
}

Result<void> SqliteMessageCache::for_each_in(
    const std::string& folder, ports::UidRange uids, const ports::CacheSink& sink
) {
    const auto id = folder_id(folder);
    if (!id) {
        return ports::fail(id.error());
    }
    const auto names = folders();
    if (!names) {
        return ports::fail(names.error());
    }
    Statement query{
        database_,
        fmt::format(
            "SELECT {} FROM message WHERE key BETWEEN ? AND ? ORDER BY key", MessageReader::columns
        )
    };
    query.bind(MessageKey::of(*id, uids.first).value).bind(MessageKey::of(*id, uids.last).value);
    MessageReader reader{database_, label_ids_, *names};
    return query.each([&]() -> Result<void> {
        const auto message = reader.read(query);
        return message ? sink(*message) : ports::fail(message.error());
    });
}

Result<std::optional<CachedMessage>> SqliteMessageCache::find(const domain::MessageId& id) {
    const auto names = folders();
    if (!names) {
        return ports::fail(names.error());
    }
    Statement query{
        database_,
        fmt::format("SELECT {} FROM message WHERE id = ? LIMIT 1", MessageReader::columns)
    };
    query.bind(id.value);
    const auto found = query.step();
    if (!found) {
        return ports::fail(found.error());
    }
    if (!*found) {
        return std::nullopt;
    }
    return MessageReader{database_, label_ids_, *names}.read(query).map(
        [](CachedMessage&& message) { return std::optional{std::move(message)}; }
    );
}

Result<std::uint64_t> SqliteMessageCache::count() {
    return database_.number("SELECT count(*) FROM message").map([](std::int64_t count) {
        return static_cast<std::uint64_t>(count);
    });
}

Result<std::vector<ports::LabelCount>> SqliteMessageCache::label_counts() {
    // Counted here and not by GROUP BY, which would sort a row for each label of each message.
    std::map<std::int64_t, std::uint64_t> counts;
    Statement query{database_, "SELECT label FROM message_label"};
    if (auto read = query.each([&] { ++counts[query.integer(0)]; }); !read) {
        return ports::fail(std::move(read).error());
    }
    std::vector<ports::LabelCount> found;
    for (const auto& [id, count] : counts) {
        const auto label = label_ids_.label(id);
        if (!label) {
            return ports::fail(label.error());
        }
        found.push_back({**label, count});
    }
    std::ranges::sort(found, {}, &ports::LabelCount::label);
    return found;
}

} // namespace sqlite
