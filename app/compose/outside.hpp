#pragma once

#include "adapters/config/settings.hpp"
#include "adapters/imap/client/sleep.hpp"
#include "adapters/net/transport.hpp"
#include "ports/clock.hpp"
#include "ports/randomness.hpp"
#include "ports/result.hpp"
#include "ports/token_source.hpp"

#include <memory>
#include <stop_token>

namespace compose {

/// What a run meets outside of itself: time, chance, and the way to its server. Production has the
/// machine's; fault injection has a fake Gmail and a clock that it moves itself. All else of the
/// program is the same in both. Outlives every account that is opened in it.
class Outside {
public:
    virtual ~Outside() = default;

    virtual ports::Clock& clock() = 0;
    virtual ports::Randomness& randomness() = 0;
    virtual imap::client::Sleep sleep() = 0;
    /// Reads no secret and connects to nothing yet.
    virtual ports::Result<std::unique_ptr<ports::TokenSource>>
    tokens(const config::Settings& settings, const std::stop_token& stop) = 0;
    virtual std::unique_ptr<net::Connector> connector(const config::Settings& settings) = 0;
};

} // namespace compose
