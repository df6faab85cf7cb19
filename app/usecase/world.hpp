#pragma once

#include "ports/clock.hpp"
#include "ports/reporter.hpp"
#include "ports/state_store.hpp"

#include <stop_token>

namespace usecase {

/// What every use case is given: the account's local state, the time, whom to talk to, and when to
/// stop. Those that need the server are given a MailStore too, so that a signature says who goes
/// online.
struct World {
    ports::StateStore& state;
    const ports::Clock& clock;
    ports::Reporter& reporter;
    std::stop_token stop;
};

/// The failure of every loop that was asked to stop.
ports::Unexpected interrupted();

} // namespace usecase
