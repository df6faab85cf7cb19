#pragma once

#include "ports/secret_store.hpp"

#include <filesystem>
#include <string>

namespace secrets {

/// A credential that systemd hands to a service (LoadCredentialEncrypted=): a file in
/// $CREDENTIALS_DIRECTORY. systemd decides who may read it, so no modes are checked here.
class SystemdSecretStore final : public ports::SecretStore {
public:
    /// `directory` is empty when systemd gave none.
    SystemdSecretStore(std::filesystem::path directory, std::string name)
        : directory_(std::move(directory)), name_(std::move(name)) {}

    [[nodiscard]] std::string description() const override;
    ports::Result<ports::Secret> read() override;
    ports::Result<void> write(const ports::Secret& secret) override;
    ports::Result<void> erase() override;

    [[nodiscard]] bool exists() const;

private:
    std::filesystem::path directory_;
    std::string name_;
};

} // namespace secrets
