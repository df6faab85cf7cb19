#pragma once

#include "adapters/sqlite/database.hpp"
#include "ports/state_store.hpp"

#include <span>
#include <string>
#include <vector>

namespace sqlite {

class SqliteModelStore final : public ports::ModelStore {
public:
    explicit SqliteModelStore(Database& database) : database_{database} {}

    ports::Result<std::uint64_t> save(const ports::ModelRecord& model) override;
    ports::Result<std::optional<ports::ModelRecord>> current() override;
    ports::Result<std::vector<ports::ModelRecord>> list() override;
    ports::Result<void> rollback(std::uint64_t version) override;

private:
    Database& database_;
};

class SqlitePlanStore final : public ports::PlanStore {
public:
    explicit SqlitePlanStore(Database& database) : database_{database} {}

    ports::Result<void>
    save(const std::string& id, domain::Timestamp created, const std::string& text) override;
    ports::Result<std::optional<std::string>> load(const std::string& id) override;
    ports::Result<std::optional<std::string>> last_id() override;

private:
    Database& database_;
};

class SqliteByteLedger final : public ports::ByteLedger {
public:
    explicit SqliteByteLedger(Database& database) : database_{database} {}

    ports::Result<void> add(domain::Timestamp when, ports::Transferred bytes) override;
    ports::Result<ports::Transferred> since(domain::Timestamp from) override;

private:
    Database& database_;
};

class SqliteBookmarks final : public ports::Bookmarks {
public:
    explicit SqliteBookmarks(Database& database) : database_{database} {}

    ports::Result<void> save(const std::string& folder, const ports::Bookmark& bookmark) override;
    ports::Result<std::optional<ports::Bookmark>> load(const std::string& folder) override;

private:
    Database& database_;
};

class SqliteFlightRecorder final : public ports::FlightRecorder {
public:
    explicit SqliteFlightRecorder(Database& database) : database_{database} {}

    ports::Result<void> begin(const ports::Flight& flight) override;
    ports::Result<void> end(domain::Timestamp when, const std::string& cause) override;
    ports::Result<std::vector<ports::Flight>> recent(std::size_t most) override;

private:
    Database& database_;
};

class SqliteParkingLot final : public ports::ParkingLot {
public:
    explicit SqliteParkingLot(Database& database) : database_{database} {}

    ports::Result<void> park(const ports::Parked& message) override;
    ports::Result<void>
    release(const std::string& folder, std::span<const ports::Uid> uids) override;
    ports::Result<std::vector<ports::Parked>> list() override;

private:
    Database& database_;
};

} // namespace sqlite
