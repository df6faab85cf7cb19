#pragma once

#include "ports/secret_store.hpp"

#include <string>

namespace secrets {

/// Whose secret it is, which is what the keyring finds it by.
struct Owner {
    std::string user;
    std::string host;
};

/// The desktop's keyring (Secret Service), by libsecret. Built without it, every call says so.
class KeyringSecretStore final : public ports::SecretStore {
public:
    explicit KeyringSecretStore(Owner owner) : owner_(std::move(owner)) {}

    [[nodiscard]] std::string description() const override { return "keyring (Secret Service)"; }

    ports::Result<ports::Secret> read() override;
    ports::Result<void> write(const ports::Secret& secret) override;
    ports::Result<void> erase() override;

    /// Whether this program was built with libsecret.
    static bool available();

private:
    Owner owner_;
};

} // namespace secrets
