#pragma once

#include "ports/secret_store.hpp"

#include <filesystem>
#include <string>

namespace secrets {

/// What the user calls a secret file, and how one comes to be.
struct FileWords {
    std::string noun = "password file";
    std::string where_from = "gmail-classifier auth login writes it";
};

/// A file that holds the secret and nothing else. It must be a regular file of the user's own that
/// nobody else may read; anything else is refused with the command that mends it.
class FileSecretStore final : public ports::SecretStore {
public:
    explicit FileSecretStore(std::filesystem::path path, FileWords words = {})
        : path_(std::move(path)), words_(std::move(words)) {}

    [[nodiscard]] std::string description() const override;
    ports::Result<ports::Secret> read() override;
    /// Replaces the file as a whole: a crash leaves the old or the new one.
    ports::Result<void> write(const ports::Secret& secret) override;
    ports::Result<void> erase() override;

private:
    [[nodiscard]] std::string name() const { return words_.noun + ' ' + path_.string(); }

    std::filesystem::path path_;
    FileWords words_;
};

} // namespace secrets
