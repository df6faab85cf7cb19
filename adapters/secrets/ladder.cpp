#include "adapters/secrets/ladder.hpp"

#include "adapters/secrets/command_secret_store.hpp"
#include "adapters/secrets/file_secret_store.hpp"
#include "adapters/secrets/systemd_secret_store.hpp"

namespace secrets {

namespace {

Chosen
unsaid(const Owner& owner, const std::filesystem::path& credentials, const std::stop_token& stop) {
    auto credential = std::make_unique<SystemdSecretStore>(credentials, default_credential);
    if (credential->exists()) {
        return {std::move(credential), "systemd gave this service a credential"};
    }
    return {
        std::make_unique<KeyringSecretStore>(owner, stop),
        KeyringSecretStore::available() ? "nothing else was said"
                                        : "nothing was said, and nothing else is left"
    };
}

} // namespace

Chosen choose_store(
    const Place& place,
    const Owner& owner,
    const std::filesystem::path& credentials_directory,
    const std::stop_token& stop
) {
    const std::string said = "the configuration says so";
    switch (place.kind) {
    case Place::Kind::unsaid:
        return unsaid(owner, credentials_directory, stop);
    case Place::Kind::keyring:
        return {std::make_unique<KeyringSecretStore>(owner, stop), said};
    case Place::Kind::command:
        return {
            std::make_unique<CommandSecretStore>(place.text, CommandSecretStore::patience, stop),
            said
        };
    case Place::Kind::file:
        return {std::make_unique<FileSecretStore>(place.text), said};
    case Place::Kind::systemd:
        return {std::make_unique<SystemdSecretStore>(credentials_directory, place.text), said};
    }
    return unsaid(owner, credentials_directory, stop);
}

} // namespace secrets
