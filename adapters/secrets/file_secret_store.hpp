#pragma once

#include "ports/secret_store.hpp"

#include <filesystem>

namespace secrets {

/// A file that holds the secret and nothing else. It must be a regular file of the user's own that
/// nobody else may read; anything else is refused with the command that mends it.
class FileSecretStore final : public ports::SecretStore {
public:
    explicit FileSecretStore(std::filesystem::path path) : path_(std::move(path)) {}

    [[nodiscard]] std::string description() const override;
    ports::Result<ports::Secret> read() override;
    /// Replaces the file as a whole: a crash leaves the old or the new one.
    ports::Result<void> write(const ports::Secret& secret) override;
    ports::Result<void> erase() override;

private:
    std::filesystem::path path_;
};

} // namespace secrets
