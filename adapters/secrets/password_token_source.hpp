#pragma once

#include "ports/secret_store.hpp"
#include "ports/token_source.hpp"

#include <optional>
#include <string>

namespace secrets {

/// Logs in with a password (SASL PLAIN). It is read at the first login and kept, so that a
/// reconnect in the night does not ask for a passphrase; a server that refuses it ends the trying.
class PasswordTokenSource final : public ports::TokenSource {
public:
    /// The store must outlive this.
    PasswordTokenSource(std::string user, ports::SecretStore& store)
        : user_(std::move(user)), store_(store) {}

    ports::Result<ports::Credential> credential(ports::Freshness freshness) override;

private:
    std::string user_;
    ports::SecretStore& store_;
    std::optional<ports::Secret> password_;
};

} // namespace secrets
