#pragma once

#include "app/compose/production.hpp"

#include <memory>

namespace loopback {

/// The real world without its waits: what is proved here is not the backoff.
class Impatient final : public compose::Outside {
public:
    ports::Clock& clock() override { return real_.clock(); }

    ports::Randomness& randomness() override { return real_.randomness(); }

    imap::client::Sleep sleep() override {
        return [](auto /*until*/, const auto& /*stop*/) {};
    }

    ports::Result<std::unique_ptr<ports::TokenSource>>
    tokens(const config::Settings& settings, const std::stop_token& stop) override {
        return real_.tokens(settings, stop);
    }

    std::unique_ptr<net::Connector> connector(const config::Settings& settings) override {
        return real_.connector(settings);
    }

private:
    compose::Production real_;
};

} // namespace loopback
