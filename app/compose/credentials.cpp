#include "app/compose/credentials.hpp"

#include "adapters/net/tls_connector.hpp"
#include "adapters/oauth/https_client.hpp"
#include "adapters/oauth/oauth_token_source.hpp"
#include "adapters/secrets/password_token_source.hpp"
#include "adapters/system/folders.hpp"
#include "app/compose/way.hpp"

#include <utility>

namespace compose {

namespace {

secrets::Place place_of(const config::SecretPlace& said) {
    using Said = config::SecretPlace::Kind;
    using Kind = secrets::Place::Kind;
    switch (said.kind) {
    case Said::unsaid:
        return {Kind::unsaid, said.text};
    case Said::keyring:
        return {Kind::keyring, said.text};
    case Said::command:
        return {Kind::command, said.text};
    case Said::file:
        return {Kind::file, said.text};
    case Said::systemd:
        return {Kind::systemd, said.text};
    }
    return {};
}

/// A token source together with the store that it reads.
class StoredPassword final : public ports::TokenSource {
public:
    StoredPassword(std::string user, std::unique_ptr<ports::SecretStore> store)
        : store_(std::move(store)), source_(std::move(user), *store_) {}

    ports::Result<ports::Credential> credential(ports::Freshness freshness) override {
        return source_.credential(freshness);
    }

private:
    std::unique_ptr<ports::SecretStore> store_;
    secrets::PasswordTokenSource source_;
};

/// The same with the way to the token endpoint.
class StoredSignIn final : public ports::TokenSource {
public:
    StoredSignIn(
        const config::Settings& settings,
        oauth::Url token_endpoint,
        const ports::Clock& clock,
        const std::stop_token& stop
    )
        : store_(secret_store(settings, stop).store), http_(oauth_http(settings)),
          source_({settings.address, std::move(token_endpoint)}, *http_, *store_, clock, stop) {}

    ports::Result<ports::Credential> credential(ports::Freshness freshness) override {
        return source_.credential(freshness);
    }

private:
    std::unique_ptr<ports::SecretStore> store_;
    std::unique_ptr<oauth::HttpClient> http_;
    oauth::OauthTokenSource source_;
};

} // namespace

secrets::Chosen secret_store(const config::Settings& settings, const std::stop_token& stop) {
    return secrets::choose_store(
        place_of(settings.secret),
        {settings.address, settings.host},
        os::environment("CREDENTIALS_DIRECTORY").value_or(""),
        stop
    );
}

std::unique_ptr<oauth::HttpClient> oauth_http(const config::Settings& settings) {
    return oauth::https_client([settings](const oauth::Url& url) {
        return net::tls_connector(way_to(settings, url.host, url.port, net::Traffic::https));
    });
}

ports::Result<std::unique_ptr<ports::TokenSource>> token_source(
    const config::Settings& settings, const ports::Clock& clock, const std::stop_token& stop
) {
    if (settings.auth == config::Auth::password) {
        return std::make_unique<StoredPassword>(
            settings.address, secret_store(settings, stop).store
        );
    }
    auto token_endpoint = oauth::parse_https_url(settings.oauth.token_url);
    if (!token_endpoint) {
        return ports::fail(
            ports::FailureKind::config,
            "oauth.token_url is not an https address: " + settings.oauth.token_url
        );
    }
    return std::make_unique<StoredSignIn>(settings, *std::move(token_endpoint), clock, stop);
}

} // namespace compose
