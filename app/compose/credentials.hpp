#pragma once

#include "adapters/config/settings.hpp"
#include "adapters/oauth/http.hpp"
#include "adapters/secrets/ladder.hpp"
#include "ports/clock.hpp"
#include "ports/result.hpp"
#include "ports/token_source.hpp"

#include <memory>
#include <stop_token>

namespace compose {

/// Where the account's secret is kept, and why there. One secret per account: the password, or
/// OAuth's client with its refresh token.
secrets::Chosen secret_store(const config::Settings& settings, const std::stop_token& stop = {});

/// HTTPS to the endpoints of OAuth.
std::unique_ptr<oauth::HttpClient> oauth_http(const config::Settings& settings);

/// Where the account's credential comes from, as configured. Reads no secret and connects to
/// nothing yet. The clock must outlive it.
ports::Result<std::unique_ptr<ports::TokenSource>> token_source(
    const config::Settings& settings, const ports::Clock& clock, const std::stop_token& stop
);

} // namespace compose
