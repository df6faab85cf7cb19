#include "app/compose/credentials.hpp"

#include "adapters/secrets/ladder.hpp"
#include "adapters/secrets/password_token_source.hpp"
#include "adapters/system/folders.hpp"

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

} // namespace

ports::Result<std::unique_ptr<ports::TokenSource>> token_source(const config::Settings& settings) {
    if (settings.auth == config::Auth::oauth) {
        return ports::fail(
            ports::FailureKind::config,
            "Signing in with OAuth is not part of this version",
            "Use an app password: set auth = \"password\"."
        );
    }
    auto chosen = secrets::choose_store(
        place_of(settings.secret),
        {settings.address, settings.host},
        os::environment("CREDENTIALS_DIRECTORY").value_or("")
    );
    return std::make_unique<StoredPassword>(settings.address, std::move(chosen.store));
}

} // namespace compose
