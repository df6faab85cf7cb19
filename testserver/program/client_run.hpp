#pragma once

#include "ports/result.hpp"
#include "testserver/scenario/run_record.hpp"

#include <chrono>
#include <map>
#include <string>

namespace testserver::program {

/// Signals that end fake-gmail, and the one that tells of a child's end, wait in a queue from now
/// on. To be called before any thread starts, so that no other one gets them.
void queue_signals();

/// Returns when somebody wants fake-gmail to end.
void wait_for_signal();

/// Runs a command of the shell with these variables beside our own, until it ends or its time is
/// over; then it and all that it started are killed. Its output goes where ours does.
/// A shell that cannot be started is local_io, our own end by a signal is interrupted.
ports::Result<ClientEnd> run_client(
    const std::string& command,
    const std::map<std::string, std::string>& variables,
    std::chrono::seconds limit
);

} // namespace testserver::program
