#include "adapters/sqlite/sqlite_books.hpp"
#include "adapters/sqlite/statement.hpp"

#include <chrono>
#include <utility>

namespace sqlite {

using domain::Timestamp;
using ports::Parked;
using ports::Result;

namespace {

Parked read_parked(const Statement& row) {
    return {
        std::string{row.bytes(0)},
        static_cast<std::uint32_t>(row.integer(1)),
        {static_cast<std::uint32_t>(row.integer(2))},
        std::string{row.bytes(3)},
        static_cast<std::uint64_t>(row.integer(4)),
        Timestamp{std::chrono::seconds{row.integer(5)}},
        Timestamp{std::chrono::seconds{row.integer(6)}}
    };
}

} // namespace

// Relaxed: what a power cut takes of it is found out again by the next try.
Result<void> SqliteParkingLot::park(const Parked& message) {
    return database_.transact("park message", Durability::relaxed, [&] {
        Statement insert{
            database_,
            "INSERT OR REPLACE INTO parked (folder, uid_validity, uid, cause, times, first, last) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)"
        };
        insert.bind(message.folder)
            .bind(static_cast<std::int64_t>(message.uid_validity))
            .bind(static_cast<std::int64_t>(message.uid.value))
            .bind(message.cause)
            .bind(static_cast<std::int64_t>(message.times))
            .bind(message.first.time_since_epoch().count())
            .bind(message.last.time_since_epoch().count());
        return insert.run();
    });
}

Result<void>
SqliteParkingLot::release(const std::string& folder, std::span<const ports::Uid> uids) {
    return database_
        .transact("release parked messages", Durability::relaxed, [&]() -> Result<void> {
            Statement remove{database_, "DELETE FROM parked WHERE folder = ? AND uid = ?"};
            for (const auto uid : uids) {
                remove.bind(folder).bind(static_cast<std::int64_t>(uid.value));
                if (auto removed = remove.run(); !removed) {
                    return removed;
                }
            }
            return {};
        });
}

Result<std::vector<Parked>> SqliteParkingLot::list() {
    std::vector<Parked> found;
    Statement query{
        database_,
        "SELECT folder, uid_validity, uid, cause, times, first, last FROM parked "
        "ORDER BY folder, uid"
    };
    auto read = query.each([&] { found.push_back(read_parked(query)); });
    return read ? Result<std::vector<Parked>>{std::move(found)}
                : ports::fail(std::move(read).error());
}

} // namespace sqlite
