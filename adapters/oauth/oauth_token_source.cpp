#include "adapters/oauth/oauth_token_source.hpp"

#include "adapters/oauth/account.hpp"
#include "adapters/oauth/token_response.hpp"

#include <algorithm>
#include <utility>

namespace oauth {

OauthTokenSource::OauthTokenSource(
    Settings settings,
    HttpClient& http,
    ports::SecretStore& store,
    const ports::Clock& clock,
    std::stop_token stop
)
    : settings_(std::move(settings)), http_(http), store_(store), clock_(clock),
      stop_(std::move(stop)) {}

ports::Result<ports::Credential> OauthTokenSource::credential(ports::Freshness freshness) {
    const bool usable =
        cached_ && freshness == ports::Freshness::cached && clock_.wall() < cached_->fresh_until;
    if (!usable) {
        if (auto refreshed = refresh(); !refreshed) {
            return ports::fail(refreshed.error());
        }
    }
    return ports::Credential{ports::Proof::access_token, settings_.user, cached_->token};
}

ports::Result<void> OauthTokenSource::refresh() {
    cached_.reset();
    const auto stored = store_.read();
    if (!stored) {
        return ports::fail(stored.error());
    }
    auto account = decode_account(*stored);
    if (!account) {
        return ports::fail(account.error());
    }
    const auto response = http_.post(
        settings_.token_endpoint,
        secret_form(
            {{"client_id", account->client_id},
             {"client_secret", account->client_secret.reveal()},
             {"grant_type", "refresh_token"},
             {"refresh_token", account->refresh_token.reveal()}}
        ),
        stop_
    );
    if (!response) {
        return ports::fail(response.error());
    }
    auto grant = read_token_response(*response);
    if (!grant) {
        return ports::fail(grant.error());
    }
    if (grant->refresh_token) {
        account->refresh_token = *grant->refresh_token;
        if (auto written = store_.write(encode(*account)); !written) {
            return written;
        }
    }
    // A token that lives less than the margin is still good for the login it was asked for.
    const auto use = std::max(grant->lifetime - margin, grant->lifetime / 2);
    cached_ = Cached{std::move(grant->access_token), clock_.wall() + use};
    return {};
}

} // namespace oauth
