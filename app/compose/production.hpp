#pragma once

#include "adapters/system/system_clock.hpp"
#include "adapters/system/system_randomness.hpp"
#include "app/compose/outside.hpp"

namespace compose {

/// The real world: the machine's clocks, and the configured server over TLS.
class Production final : public Outside {
public:
    ports::Clock& clock() override { return clock_; }

    ports::Randomness& randomness() override { return randomness_; }

    imap::client::Sleep sleep() override { return imap::client::sleep_until; }

    ports::Result<std::unique_ptr<ports::TokenSource>>
    tokens(const config::Settings& settings, const std::stop_token& stop) override;
    std::unique_ptr<net::Connector> connector(const config::Settings& settings) override;

private:
    os::SystemClock clock_;
    os::SystemRandomness randomness_;
};

} // namespace compose
