#pragma once

#include "adapters/memory/manual_clock.hpp"
#include "adapters/memory/recording_reporter.hpp"
#include "app/compose/memory_link.hpp"
#include "ports/result.hpp"
#include "testserver/protocol/world.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace simulation {

/// What the mailbox holds, asked for without the client: labels, or flags elsewhere, by UID.
using Labels = std::map<std::uint32_t, std::set<std::string>>;

/// What a run left behind and what was seen of it from outside.
struct Outcome {
    ports::Result<void> result;
    std::uint64_t connections = 0;
    std::uint64_t server_bytes = 0; ///< Of the first connection.
    std::uint64_t client_bytes = 0;
    std::map<std::uint32_t, int> deliveries;   ///< How often each message was passed on, by UID.
    std::map<std::uint32_t, int> observations; ///< How often each change was settled.
    std::vector<std::string> written_twice;    ///< Labels that the server was told twice to change.
    std::vector<std::string> forbidden;        ///< Commands that must never be sent.
    Labels labels;
};

/// The reference run: a fresh mailbox on the fake server, the whole mail store as production uses
/// it; all messages are read, then some labels changed, then it leaves. All in memory.
Outcome run(testserver::Profile profile, const compose::LinkFaults& faults = {});

/// What went wrong with a run that was to end as if nothing had happened; empty when nothing did.
std::string complaint(const Outcome& outcome, const Outcome& reference);

} // namespace simulation
