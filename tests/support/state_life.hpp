#pragma once

#include "ports/state_store.hpp"

#include <vector>

namespace support {

/// What a run was told of its writes: how many calls returned success. Plain numbers, so that they
/// can lie in memory that outlives the process.
struct Told {
    unsigned runs = 0;
    unsigned intents = 0;
    unsigned outcomes = 0;
    unsigned ended = 0;
};

/// A short run of a program: a few pages of messages into the cache, intents, outcomes, bytes. Goes
/// on after a failure, as a program that retries would.
std::vector<ports::Failure> live(ports::StateStore& store, Told& told);

/// Fails the test unless a later run finds everything that was acknowledged, everything else whole
/// or not at all, each entry as it was written, and a store that can be gone on with.
void expect_consistent(ports::StateStore& store, const Told& told);

} // namespace support
