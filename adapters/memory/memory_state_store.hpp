#pragma once

#include "adapters/memory/memory_journal.hpp"
#include "adapters/memory/memory_message_cache.hpp"
#include "ports/state_store.hpp"

#include <deque>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace memory {

class MemoryModelStore final : public ports::ModelStore {
public:
    ports::Result<std::uint64_t> save(const ports::ModelRecord& model) override;
    ports::Result<std::optional<ports::ModelRecord>> current() override;
    ports::Result<std::vector<ports::ModelRecord>> list() override;
    ports::Result<void> rollback(std::uint64_t version) override;

private:
    std::map<std::uint64_t, ports::ModelRecord> models_;
    std::uint64_t current_ = 0; ///< 0 when there is none.
    std::uint64_t newest_ = 0;
};

class MemoryPlanStore final : public ports::PlanStore {
public:
    ports::Result<void>
    save(const std::string& id, domain::Timestamp created, const std::string& text) override;
    ports::Result<std::optional<std::string>> load(const std::string& id) override;
    ports::Result<std::optional<std::string>> last_id() override;

private:
    std::map<std::string, std::string> texts_;
    std::optional<std::string> last_;
};

class MemoryByteLedger final : public ports::ByteLedger {
public:
    ports::Result<void> add(domain::Timestamp when, ports::Transferred bytes) override;
    ports::Result<ports::Transferred> since(domain::Timestamp from) override;

private:
    std::map<std::chrono::sys_time<std::chrono::hours>, ports::Transferred> hours_;
};

class MemoryBookmarks final : public ports::Bookmarks {
public:
    ports::Result<void> save(const std::string& folder, const ports::Bookmark& bookmark) override;
    ports::Result<std::optional<ports::Bookmark>> load(const std::string& folder) override;

private:
    std::map<std::string, ports::Bookmark> bookmarks_;
};

class MemoryFlightRecorder final : public ports::FlightRecorder {
public:
    ports::Result<void> begin(const ports::Flight& flight) override;
    ports::Result<void> end(domain::Timestamp when, const std::string& cause) override;
    ports::Result<std::vector<ports::Flight>> recent(std::size_t most) override;

private:
    std::deque<ports::Flight> flights_; ///< Newest first.
};

class MemoryParkingLot final : public ports::ParkingLot {
public:
    ports::Result<void> park(const ports::Parked& message) override;
    ports::Result<void>
    release(const std::string& folder, std::span<const ports::Uid> uids) override;
    ports::Result<std::vector<ports::Parked>> list() override;

private:
    std::map<std::pair<std::string, ports::Uid>, ports::Parked> parked_;
};

/// The state of an account that is gone when the program ends: for tests, simulations and the demo.
class MemoryStateStore final : public ports::StateStore {
public:
    ports::MessageCache& messages() override { return messages_; }

    ports::Journal& journal() override { return journal_; }

    ports::ModelStore& models() override { return models_; }

    ports::PlanStore& plans() override { return plans_; }

    ports::ByteLedger& bytes() override { return bytes_; }

    ports::Bookmarks& bookmarks() override { return bookmarks_; }

    ports::FlightRecorder& flights() override { return flights_; }

    ports::ParkingLot& parked() override { return parked_; }

private:
    MemoryMessageCache messages_;
    MemoryJournal journal_;
    MemoryModelStore models_;
    MemoryPlanStore plans_;
    MemoryByteLedger bytes_;
    MemoryBookmarks bookmarks_;
    MemoryFlightRecorder flights_;
    MemoryParkingLot parked_;
};

} // namespace memory
