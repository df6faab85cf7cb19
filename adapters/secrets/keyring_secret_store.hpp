#pragma once

#include "ports/secret_store.hpp"

#include <stop_token>
#include <string>
#include <utility>

namespace secrets {

/// Whose secret it is, which is what the keyring finds it by.
struct Owner {
    std::string user;
    std::string host;
};

/// The desktop's keyring (Secret Service), by libsecret. Built without it, every call says so.
class KeyringSecretStore final : public ports::SecretStore {
public:
    /// A stop ends a call that waits, for instance for somebody to unlock the keyring.
    explicit KeyringSecretStore(Owner owner, std::stop_token stop = {})
        : owner_(std::move(owner)), stop_(std::move(stop)) {}

    [[nodiscard]] std::string description() const override { return "keyring (Secret Service)"; }

    ports::Result<ports::Secret> read() override;
    ports::Result<void> write(const ports::Secret& secret) override;
    ports::Result<void> erase() override;

    /// Whether this program was built with libsecret.
    static bool available();

private:
    Owner owner_;
    std::stop_token stop_;
};

} // namespace secrets
