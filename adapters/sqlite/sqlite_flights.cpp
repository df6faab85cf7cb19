#include "adapters/sqlite/sqlite_books.hpp"
#include "adapters/sqlite/statement.hpp"

#include <chrono>
#include <utility>

namespace sqlite {

using domain::Timestamp;
using ports::Flight;
using ports::Result;

namespace {

Timestamp moment(const Statement& row, int column) {
    return Timestamp{std::chrono::seconds{row.integer(column)}};
}

Flight read_flight(const Statement& row) {
    Flight flight{
        moment(row, 0),
        std::chrono::seconds{row.integer(1)},
        static_cast<std::uint64_t>(row.integer(2)),
        std::nullopt,
        std::string{row.bytes(5)},
        static_cast<std::uint64_t>(row.integer(6)),
        std::string{row.bytes(7)}
    };
    if (row.integer(3) != 0) {
        flight.ended = moment(row, 4);
    }
    return flight;
}

} // namespace

// Relaxed: what a power cut takes of it is a line of history.
Result<void> SqliteFlightRecorder::begin(const Flight& flight) {
    return database_.transact("record connection", Durability::relaxed, [&] {
        Statement insert{
            database_,
            "INSERT INTO flight (began, blind, came, logins, proof) VALUES (?, ?, ?, ?, ?)"
        };
        insert.bind(flight.began.time_since_epoch().count())
            .bind(std::int64_t{flight.blind.count()})
            .bind(static_cast<std::int64_t>(flight.came))
            .bind(static_cast<std::int64_t>(flight.logins))
            .bind(flight.proof);
        auto inserted = insert.run();
        Statement prune{
            database_, "DELETE FROM flight WHERE id <= (SELECT max(id) FROM flight) - ?"
        };
        prune.bind(static_cast<std::int64_t>(ports::kept_flights));
        return inserted ? prune.run() : inserted;
    });
}

Result<void> SqliteFlightRecorder::end(Timestamp when, const std::string& cause) {
    return database_.transact("record the end of a connection", Durability::relaxed, [&] {
        Statement update{
            database_,
            "UPDATE flight SET ended = ?, cause = ? "
            "WHERE id = (SELECT max(id) FROM flight) AND ended IS NULL"
        };
        update.bind(when.time_since_epoch().count()).bind(cause);
        return update.run();
    });
}

Result<std::vector<Flight>> SqliteFlightRecorder::recent(std::size_t most) {
    std::vector<Flight> found;
    Statement query{
        database_,
        "SELECT began, blind, came, ended IS NOT NULL, ended, cause, logins, proof FROM flight "
        "ORDER BY id DESC LIMIT ?"
    };
    query.bind(static_cast<std::int64_t>(most));
    auto read = query.each([&] { found.push_back(read_flight(query)); });
    return read ? Result<std::vector<Flight>>{std::move(found)}
                : ports::fail(std::move(read).error());
}

} // namespace sqlite
