#pragma once

#include "adapters/oauth/http.hpp"
#include "ports/clock.hpp"
#include "ports/secret_store.hpp"
#include "ports/token_source.hpp"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

namespace oauth {

/// Access tokens for a user who has signed in: refreshed before they expire by the wall clock (a
/// laptop sleeps), once by force when a server refuses one. A rotated refresh token is stored
/// before the access token is handed out.
class OauthTokenSource final : public ports::TokenSource {
public:
    struct Settings {
        std::string user;
        Url token_endpoint;
    };

    OauthTokenSource(
        Settings settings,
        HttpClient& http,
        ports::SecretStore& store,
        const ports::Clock& clock,
        std::stop_token stop
    );

    ports::Result<ports::Credential> credential(ports::Freshness freshness) override;

    /// A token is no longer used this long before it ends: a login takes a while, and clocks
    /// differ.
    static constexpr std::chrono::seconds margin{300};

private:
    struct Cached {
        ports::Secret token;
        domain::Timestamp fresh_until;
    };

    ports::Result<void> refresh();

    Settings settings_;
    HttpClient& http_;
    ports::SecretStore& store_;
    const ports::Clock& clock_;
    std::stop_token stop_;
    std::optional<Cached> cached_;
};

} // namespace oauth
