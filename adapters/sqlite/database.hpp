#pragma once

#include "adapters/sqlite/fault_point.hpp"
#include "ports/result.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;

namespace sqlite {

/// What a transaction has survived when it returns. Both survive the end of the process; `synced`
/// also survives a power cut, and costs one fsync.
enum class Durability : unsigned char { relaxed, synced };

enum class Access : unsigned char {
    write,
    inspect ///< Reads beside a running writer; every write is refused.
};

/// A connection to one SQLite file, set up as this project uses it. Not movable: statements keep a
/// reference to it.
class Database {
public:
    /// The file must exist.
    static ports::Result<std::unique_ptr<Database>>
    open(const std::string& file, Access access, FaultPoint fault_point);

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// Runs statements that give no rows.
    ports::Result<void> execute(const char* sql);
    /// The one integer that a query gives.
    ports::Result<std::int64_t> number(const char* sql);

    /// Runs `body` inside a transaction that is rolled back when it fails or throws.
    template <typename Body>
    ports::Result<void> transact(std::string_view what, Durability durability, const Body& body);

    /// What SQLite says of its last call on this connection.
    [[nodiscard]] ports::Failure failure(int extended_code) const;
    /// For content that SQLite took for good and we cannot read.
    [[nodiscard]] ports::Failure damage(const std::string& detail) const;

    [[nodiscard]] bool found_damage() const { return found_damage_; }

    [[nodiscard]] sqlite3* handle() const { return handle_; }

    [[nodiscard]] const std::string& file() const { return file_; }

private:
    class Rollback;

    Database(sqlite3* handle, std::string file, FaultPoint fault_point);

    ports::Result<void> configure(Access access);
    ports::Result<void> begin(std::string_view what, Durability durability);
    ports::Result<void> commit(std::string_view what);
    void rollback();
    void reach(std::string_view what, std::string_view when) const;

    sqlite3* handle_;
    std::string file_;
    FaultPoint fault_point_;
    Durability durability_ = Durability::synced;
    mutable bool found_damage_ = false;
};

/// Rolls a transaction back unless it was committed.
class Database::Rollback {
public:
    explicit Rollback(Database& database) : database_{database} {}

    Rollback(const Rollback&) = delete;
    Rollback& operator=(const Rollback&) = delete;

    ~Rollback() { database_.rollback(); }

private:
    Database& database_;
};

template <typename Body>
ports::Result<void>
Database::transact(std::string_view what, Durability durability, const Body& body) {
    if (auto begun = begin(what, durability); !begun) {
        return begun;
    }
    const Rollback unless_committed{*this};
    if (ports::Result<void> done = body(); !done) {
        return done;
    }
    return commit(what);
}

} // namespace sqlite
