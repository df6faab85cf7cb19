#pragma once

#include "ports/failure.hpp"
#include "testserver/scenario/scenario.hpp"
#include "testserver/scenario/sweep.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace simulation {

/// What the whole program made of a scenario: sync, learn, plan, apply, watch for half an hour and
/// undo, on a simulated Gmail, wired as production wires them.
struct Played {
    std::optional<ports::Failure> failure; ///< Of the verb that ended the job.
    std::string verb;                      ///< That verb.
    std::chrono::seconds took{0};          ///< On the simulated clock.
    std::uint64_t connections = 0;
    std::uint64_t commands = 0;
    std::uint64_t faults = 0;   ///< Rules of the scenario that fired, each time counted.
    std::uint64_t served = 0;   ///< Plain bytes that the server said, on all connections.
    std::uint64_t received = 0; ///< Bytes, by the client.
    std::uint64_t sent = 0;
    std::uint64_t changed = 0; ///< Messages that apply changed, read back.
    bool as_planned = false;   ///< After apply: every message is as the plan predicted.
    bool restored = false;     ///< After undo: every message is as it was.
    std::uint64_t came = 0;    ///< New messages, while the watch listened.
    std::uint64_t noticed = 0; ///< Of these, seen by it.
    bool caught_up = false;    ///< At the end the cache holds every message that the server has.
    bool flags_kept = false;   ///< No \Seen, \Deleted or other flag of the user's changed.
    std::vector<std::string> left_by_apply; ///< Why, of messages that it left or failed.
    std::vector<std::string> left_by_undo;
    std::vector<std::string> problems; ///< Expectations of the scenario that were not met.
    std::string said;                  ///< All that the reporter was told, traces included.
    std::string log;                   ///< The server's event log.
    std::string decisions;             ///< A scenario that replays this run.
    testserver::SweepReaches reaches;  ///< Of the scenario's rules that sweep.
};

struct HowToPlay {
    std::size_t messages = 60; ///< In the mailbox.
    unsigned tries = 1;        ///< Of a verb that fails for a reason that passes.
    bool learn = true;         ///< Else the rules alone decide.
};

Played play(const testserver::Scenario& scenario, HowToPlay how = {});

} // namespace simulation
