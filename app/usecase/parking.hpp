#pragma once

#include "app/usecase/world.hpp"
#include "ports/mail_store.hpp"
#include "ports/state_store.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace usecase {

/// When a parked message is asked for again by itself. Each try may cost connections, so the time
/// between two of them doubles, up to a week.
domain::Timestamp next_try(const ports::Parked& message);

/// The messages of one folder that the server could not deliver: left out until they are due.
///
/// Flow: open → waits, for each that could be asked for → park or release, as it went → list.
class Parking {
public:
    explicit Parking(const World& world) : world_(world) {}

    /// Forgets those of an older numbering. `all_due` is for a user who says so.
    ports::Result<void> open(const ports::FolderState& folder, bool all_due);

    [[nodiscard]] bool waits(ports::Uid uid) const;
    /// How many do.
    [[nodiscard]] std::size_t waiting() const;

    /// It was asked for, and did not come.
    ports::Result<void> park(const ports::Undelivered& message);
    /// Those of these that were parked came after all, or are gone.
    ports::Result<void> release(std::span<const ports::Uid> uids);
    /// Whatever is not among these (ascending) is gone.
    ports::Result<void> keep_only(std::span<const ports::Uid> present);

    [[nodiscard]] std::vector<ports::Parked> list() const;

private:
    const World& world_;
    ports::FolderState folder_;
    bool all_due_ = false;
    std::map<ports::Uid, ports::Parked> parked_;
};

} // namespace usecase
