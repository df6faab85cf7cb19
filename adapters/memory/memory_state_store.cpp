#include "adapters/memory/memory_state_store.hpp"

#include <algorithm>
#include <utility>

namespace memory {

using ports::ModelRecord;
using ports::Result;

Result<std::uint64_t> MemoryModelStore::save(const ModelRecord& model) {
    current_ = ++newest_;
    models_[current_] = model;
    models_[current_].version = current_;
    while (models_.size() > ports::kept_models) {
        models_.erase(models_.begin());
    }
    return current_;
}

Result<std::optional<ModelRecord>> MemoryModelStore::current() {
    const auto found = models_.find(current_);
    return found == models_.end() ? std::nullopt : std::optional{found->second};
}

Result<std::vector<ModelRecord>> MemoryModelStore::list() {
    std::vector<ModelRecord> found;
    for (auto model = models_.rbegin(); model != models_.rend(); ++model) {
        found.push_back(model->second);
        found.back().bytes.clear();
    }
    return found;
}

Result<void> MemoryModelStore::rollback(std::uint64_t version) {
    if (!models_.contains(version)) {
        return ports::fail(
            ports::FailureKind::not_found,
            "There is no model " + std::to_string(version),
            "gmail-classifier model list shows those that there are."
        );
    }
    current_ = version;
    return {};
}

Result<void>
MemoryPlanStore::save(const std::string& id, domain::Timestamp, const std::string& text) {
    texts_[id] = text;
    last_ = id;
    return {};
}

Result<std::optional<std::string>> MemoryPlanStore::load(const std::string& id) {
    const auto found = texts_.find(id);
    return found == texts_.end() ? std::nullopt : std::optional{found->second};
}

Result<std::optional<std::string>> MemoryPlanStore::last_id() {
    return last_;
}

Result<void> MemoryByteLedger::add(domain::Timestamp when, ports::Transferred bytes) {
    auto& hour = hours_[std::chrono::floor<std::chrono::hours>(when)];
    hour.received.count += bytes.received.count;
    hour.sent.count += bytes.sent.count;
    return {};
}

Result<ports::Transferred> MemoryByteLedger::since(domain::Timestamp from) {
    ports::Transferred sum;
    for (auto hour = hours_.lower_bound(std::chrono::floor<std::chrono::hours>(from));
         hour != hours_.end();
         ++hour) {
        sum.received.count += hour->second.received.count;
        sum.sent.count += hour->second.sent.count;
    }
    return sum;
}

Result<void> MemoryBookmarks::save(const std::string& folder, const ports::Bookmark& bookmark) {
    bookmarks_.insert_or_assign(folder, bookmark);
    return {};
}

Result<std::optional<ports::Bookmark>> MemoryBookmarks::load(const std::string& folder) {
    const auto found = bookmarks_.find(folder);
    return found == bookmarks_.end() ? std::nullopt : std::optional{found->second};
}

Result<void> MemoryFlightRecorder::begin(const ports::Flight& flight) {
    flights_.push_front(flight);
    if (flights_.size() > ports::kept_flights) {
        flights_.pop_back();
    }
    return {};
}

Result<void> MemoryFlightRecorder::end(domain::Timestamp when, const std::string& cause) {
    if (!flights_.empty() && !flights_.front().ended) {
        flights_.front().ended = when;
        flights_.front().cause = cause;
    }
    return {};
}

Result<std::vector<ports::Flight>> MemoryFlightRecorder::recent(std::size_t most) {
    const auto shown = std::min(most, flights_.size());
    return std::vector(flights_.begin(), flights_.begin() + static_cast<std::ptrdiff_t>(shown));
}

Result<void> MemoryParkingLot::park(const ports::Parked& message) {
    parked_.insert_or_assign({message.folder, message.uid}, message);
    return {};
}

Result<void>
MemoryParkingLot::release(const std::string& folder, std::span<const ports::Uid> uids) {
    for (const auto uid : uids) {
        parked_.erase({folder, uid});
    }
    return {};
}

Result<std::vector<ports::Parked>> MemoryParkingLot::list() {
    std::vector<ports::Parked> all;
    std::ranges::transform(parked_, std::back_inserter(all), [](const auto& entry) {
        return entry.second;
    });
    return all;
}

} // namespace memory
