#pragma once

#include "app/usecase/world.hpp"
#include "ports/journal.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usecase {

struct FolderStatus {
    std::string folder;
    std::uint64_t messages = 0;
    bool complete = false; ///< Everything older than the newest cached message was read.
};

struct RunStatus {
    ports::Run run;
    std::uint64_t done = 0;
    std::uint64_t skipped = 0;
    std::uint64_t failed = 0;
    std::uint64_t open = 0; ///< Not settled: the run was ended from outside.
};

/// What the account's local state holds.
struct StatusReport {
    std::uint64_t messages = 0;
    std::vector<FolderStatus> folders;
    std::vector<ports::LabelCount> labels;
    std::optional<ports::ModelRecord> model; ///< Without its bytes.
    std::string last_plan;                   ///< Empty when there is none.
    std::vector<RunStatus> runs;             ///< Newest first, at most ten.
    ports::Transferred day;                  ///< Bytes of the last 24 hours.
    std::optional<ports::Flight> flight;     ///< The newest connection.
    std::uint64_t losses = 0;                ///< Connections lost in the last 24 hours.
    std::chrono::seconds blind{0};           ///< Time without one in between, in these.
    std::vector<ports::Parked> parked;       ///< What the server could not deliver.
};

ports::Result<StatusReport> status(const World& world);

/// What happened lately: connections and runs, newest first, at most so many of each.
struct History {
    std::vector<ports::Flight> flights;
    std::vector<RunStatus> runs;
};

ports::Result<History> history(const World& world, std::size_t most);

} // namespace usecase
