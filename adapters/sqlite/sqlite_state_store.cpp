#include "adapters/sqlite/sqlite_state_store.hpp"

#include "adapters/sqlite/account_lock.hpp"
#include "adapters/sqlite/failures.hpp"
#include "adapters/sqlite/migrations.hpp"
#include "adapters/sqlite/sqlite_books.hpp"
#include "adapters/sqlite/sqlite_journal.hpp"
#include "adapters/sqlite/sqlite_message_cache.hpp"
#include "adapters/sqlite/statement.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <optional>
#include <utility>

namespace sqlite {

using ports::FailureKind;
using ports::Result;

namespace fs = std::filesystem;

namespace {

// SQLite's default, and the page size of most file systems.
constexpr std::uintmax_t page_bytes = 4096;

using DatabasePtr = std::unique_ptr<Database>;

class SqliteStateStore final : public ports::StateStore {
public:
    SqliteStateStore(std::optional<AccountLock> lock, DatabasePtr database)
        : lock_{std::move(lock)}, database_{std::move(database)}, messages_{*database_},
          journal_{*database_}, models_{*database_}, plans_{*database_}, bytes_{*database_},
          bookmarks_{*database_}, flights_{*database_}, parked_{*database_} {}

    SqliteStateStore(const SqliteStateStore&) = delete;
    SqliteStateStore& operator=(const SqliteStateStore&) = delete;

    ~SqliteStateStore() override {
        const bool is_well = !database_->found_damage();
        database_.reset();
        if (lock_ && is_well) {
            lock_->say_goodbye();
        }
    }

    ports::MessageCache& messages() override { return messages_; }

    ports::Journal& journal() override { return journal_; }

    ports::ModelStore& models() override { return models_; }

    ports::PlanStore& plans() override { return plans_; }

    ports::ByteLedger& bytes() override { return bytes_; }

    ports::Bookmarks& bookmarks() override { return bookmarks_; }

    ports::FlightRecorder& flights() override { return flights_; }

    ports::ParkingLot& parked() override { return parked_; }

private:
    std::optional<AccountLock> lock_;
    DatabasePtr database_;
    SqliteMessageCache messages_;
    SqliteJournal journal_;
    SqliteModelStore models_;
    SqlitePlanStore plans_;
    SqliteByteLedger bytes_;
    SqliteBookmarks bookmarks_;
    SqliteFlightRecorder flights_;
    SqliteParkingLot parked_;
};

fs::path with_suffix(fs::path file, const char* suffix) {
    return file += suffix;
}

fs::path log_of(const fs::path& file) {
    return with_suffix(file, "-wal");
}

Result<void> build(const fs::path& file) {
    auto database = Database::open(file.string(), Access::write, {});
    if (!database) {
        return ports::fail(std::move(database).error());
    }
    const auto settings = fmt::format("PRAGMA page_size = {}", page_bytes);
    return (*database)
        ->execute(settings.c_str())
        .and_then([&] { return migrate(**database); })
        .and_then([&] { return (*database)->execute("PRAGMA journal_mode = WAL"); });
}

/// Under another name until it is whole, so that an empty or half-made file under its own name is
/// always damage and never a beginning.
Result<void> create(const fs::path& file) {
    if (std::error_code ignored; fs::exists(log_of(file), ignored)) {
        return ports::fail(damaged(file.string(), "the file is gone, its log is still there"));
    }
    const auto unfinished = with_suffix(file, ".new");
    return make_private_file(unfinished)
        .and_then([&] { return build(unfinished); })
        .and_then([&]() -> Result<void> {
            std::error_code error;
            fs::rename(unfinished, file, error);
            return error ? ports::fail(system_failure("Cannot make", file.string(), error.value()))
                         : Result<void>{};
        })
        .and_then([&] { return sync_folder(file.parent_path()); });
}

/// Reads every page, which costs a second for each few hundred megabytes.
Result<void> check_pages(Database& database) {
    Statement check{database, "PRAGMA quick_check(1)"};
    const auto row = check.step();
    if (!row) {
        return ports::fail(row.error());
    }
    const std::string verdict{check.bytes(0)};
    return verdict == "ok" ? Result<void>{} : ports::fail(database.damage(verdict));
}

Result<void> expect_content(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error) {
        return ports::fail(system_failure("Cannot open", file.string(), error.value()));
    }
    if (size == 0) {
        return ports::fail(damaged(file.string(), "the file is empty"));
    }
    // SQLite would take what is missing of the last page for zeros. While there is a log, a page
    // may be torn: the log mends it.
    if (std::error_code ignored; size % page_bytes != 0 && !fs::exists(log_of(file), ignored)) {
        return ports::fail(damaged(file.string(), "the file was cut"));
    }
    return {};
}

Result<DatabasePtr> open_database(const fs::path& file, const StateOptions& options) {
    if (auto whole = expect_content(file); !whole) {
        return ports::fail(std::move(whole).error());
    }
    return Database::open(file.string(), options.access, options.fault_point);
}

Result<std::unique_ptr<ports::StateStore>>
open_to_write(const fs::path& file, const StateOptions& options) {
    auto lock = AccountLock::acquire(with_suffix(file, ".lock"), options.account.user);
    if (!lock) {
        return ports::fail(std::move(lock).error());
    }
    if (std::error_code ignored; !fs::exists(file, ignored)) {
        if (auto created = create(file); !created) {
            return ports::fail(std::move(created).error());
        }
    }
    auto database = open_database(file, options);
    if (!database) {
        return ports::fail(std::move(database).error());
    }
    auto ready = lock->was_abandoned() ? check_pages(**database) : Result<void>{};
    ready = std::move(ready).and_then([&] { return migrate(**database); });
    if (!ready) {
        return ports::fail(std::move(ready).error());
    }
    return std::make_unique<SqliteStateStore>(*std::move(lock), *std::move(database));
}

Result<std::unique_ptr<ports::StateStore>>
open_to_inspect(const fs::path& file, const StateOptions& options) {
    if (std::error_code ignored; !fs::exists(file, ignored)) {
        return ports::fail(
            FailureKind::not_found,
            fmt::format("Nothing is known of {} yet", options.account.user),
            "gmail-classifier sync reads the mailbox."
        );
    }
    auto database = open_database(file, options);
    if (!database) {
        return ports::fail(std::move(database).error());
    }
    if (auto current = expect_current(**database); !current) {
        return ports::fail(std::move(current).error());
    }
    return std::make_unique<SqliteStateStore>(std::nullopt, *std::move(database));
}

} // namespace

fs::path state_file(const fs::path& folder, const Account& account) {
    return folder / (file_stem(account) + ".sqlite");
}

Result<std::unique_ptr<ports::StateStore>> open_state(const StateOptions& options) {
    const auto file = state_file(options.folder, options.account);
    if (options.access == Access::inspect) {
        return open_to_inspect(file, options);
    }
    if (auto made = make_private_folders(options.folder); !made) {
        return ports::fail(std::move(made).error());
    }
    return open_to_write(file, options);
}

} // namespace sqlite
