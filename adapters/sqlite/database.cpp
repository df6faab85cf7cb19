#include "adapters/sqlite/database.hpp"

#include "adapters/sqlite/failures.hpp"
#include "adapters/sqlite/statement.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <utility>

namespace sqlite {

using ports::Result;

namespace {

// A reader beside us can make a checkpoint wait; nobody holds the file longer than that.
constexpr int busy_milliseconds = 2000;

// cache_size: 16 MiB, so that memory does not grow with the mailbox. temp_store: sorting must not
// leave metadata in /tmp. secure_delete: forgotten mail is overwritten where that costs no I/O.
// cell_size_check, trusted_schema: a damaged file is noticed early and cannot run anything.
// No mmap_size: a file that is cut under a mapping ends the process with SIGBUS.
// wal_autocheckpoint, journal_size_limit: a long sync stops for a checkpoint each 16 MiB of log,
// and the log is cut back to that.
constexpr const char* settings = R"(
    PRAGMA cache_size = -16384;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = FAST;
    PRAGMA cell_size_check = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA foreign_keys = ON;
    PRAGMA wal_autocheckpoint = 4096;
    PRAGMA journal_size_limit = 16777216;
    PRAGMA synchronous = FULL;
)";

} // namespace

Database::Database(sqlite3* handle, std::string file, FaultPoint fault_point)
    : handle_{handle}, file_{std::move(file)}, fault_point_{std::move(fault_point)} {}

Database::~Database() {
    sqlite3_close_v2(handle_);
}

Result<std::unique_ptr<Database>>
Database::open(const std::string& file, Access access, FaultPoint fault_point) {
    sqlite3* handle = nullptr;
    // Not SQLITE_OPEN_NOFOLLOW: it refuses a link anywhere in the path, and homes are linked
    // folders. No mutex: there is one thread.
    const int code = sqlite3_open_v2(
        file.c_str(),
        &handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE |
            SQLITE_OPEN_NOMUTEX,
        nullptr
    );
    // A handle comes even with most failures, and has to be closed.
    std::unique_ptr<Database> database{new Database{handle, file, std::move(fault_point)}};
    if (code != SQLITE_OK) {
        return ports::fail(database->failure(code));
    }
    if (auto configured = database->configure(access); !configured) {
        return ports::fail(std::move(configured).error());
    }
    return database;
}

Result<void> Database::configure(Access access) {
    sqlite3_busy_timeout(handle_, busy_milliseconds);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    auto set = execute(settings);
    return set && access == Access::inspect ? execute("PRAGMA query_only = ON") : set;
}

Result<void> Database::execute(const char* sql) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Result<void>{} : ports::fail(failure(code));
}

Result<std::int64_t> Database::number(const char* sql) {
    Statement query{*this, sql};
    auto row = query.step();
    if (!row) {
        return ports::fail(std::move(row).error());
    }
    return *row ? query.integer(0) : 0;
}

Result<void> Database::begin(std::string_view what, Durability durability) {
    reach(what, "begin");
    if (durability != durability_) {
        const bool synced = durability == Durability::synced;
        if (auto set =
                execute(synced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            !set) {
            return set;
        }
        durability_ = durability;
    }
    return execute("BEGIN IMMEDIATE");
}

Result<void> Database::commit(std::string_view what) {
    reach(what, "before commit");
    auto committed = execute("COMMIT");
    if (committed) {
        reach(what, "after commit");
    }
    return committed;
}

void Database::rollback() {
    if (sqlite3_get_autocommit(handle_) == 0) {
        (void)execute("ROLLBACK");
    }
}

void Database::reach(std::string_view what, std::string_view when) const {
    if (fault_point_) {
        fault_point_(fmt::format("{}: {}", what, when));
    }
}

ports::Failure Database::failure(int extended_code) const {
    found_damage_ = found_damage_ || means_damage(extended_code);
    if (handle_ == nullptr) {
        return failure_of(extended_code, file_, sqlite3_errstr(extended_code), 0);
    }
    return failure_of(extended_code, file_, sqlite3_errmsg(handle_), sqlite3_system_errno(handle_));
}

ports::Failure Database::damage(const std::string& detail) const {
    found_damage_ = true;
    return damaged(file_, detail);
}

} // namespace sqlite
