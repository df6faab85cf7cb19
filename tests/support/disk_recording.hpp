#pragma once

#include "tests/support/watched_disk.hpp"

#include <cstddef>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace support {

/// Everything that was asked of the disk while it lived, so that what any disk may hold after any
/// moment of it can be made afterwards.
class DiskRecording {
public:
    /// Records nothing yet; hand `hook` to a WatchedDisk.
    [[nodiscard]] DiskHook hook();

    [[nodiscard]] std::size_t size() const { return operations_.size(); }

    /// What the first `count` operations leave when the process is killed: the system still writes
    /// all of them. Of the last one, a write, only the first `torn` bytes arrive.
    void replay_kill(
        const std::filesystem::path& folder, std::size_t count, std::size_t torn = whole
    ) const;

    /// What they may leave when the power is cut: of what was not synced, any part in any order.
    void replay_power_cut(
        const std::filesystem::path& folder, std::size_t count, std::mt19937& chance
    ) const;

    /// How many bytes the operation writes; 0 when it is none.
    [[nodiscard]] std::size_t written_by(std::size_t operation) const;

    static constexpr auto whole = static_cast<std::size_t>(-1);

private:
    struct Operation {
        DiskOperation::Kind kind;
        std::string file; ///< Without its folder.
        std::int64_t offset;
        std::string bytes;
    };

    static void
    perform(const std::filesystem::path& folder, const Operation& one, std::size_t torn);

    std::vector<Operation> operations_;
};

} // namespace support
