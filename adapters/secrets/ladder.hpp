#pragma once

#include "adapters/secrets/keyring_secret_store.hpp"
#include "ports/secret_store.hpp"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

namespace secrets {

/// Where the user said the password is; `unsaid` asks the ladder.
struct Place {
    enum class Kind : unsigned char { unsaid, keyring, command, file, systemd };

    Kind kind = Kind::unsaid;
    std::string text; ///< The command, the path, or the credential's name.
};

/// The name under which a service finds its credential when nothing else is said.
inline constexpr const char* default_credential = "gmail-classifier";

/// A store, and why it is this one: what `doctor` prints.
struct Chosen {
    std::unique_ptr<ports::SecretStore> store;
    std::string why;
};

/// What the user said; else systemd's credential if there is one; else the keyring. A store is
/// chosen, not tried: a locked keyring is a failure to be told, never a reason to look elsewhere.
/// A stop ends whatever the store waits for.
Chosen choose_store(
    const Place& place,
    const Owner& owner,
    const std::filesystem::path& credentials_directory,
    const std::stop_token& stop = {}
);

} // namespace secrets
