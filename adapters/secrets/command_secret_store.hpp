#pragma once

#include "ports/secret_store.hpp"

#include <chrono>
#include <stop_token>
#include <string>
#include <utility>

namespace secrets {

/// The first line that a command prints, such as `pass show gmail`. It runs in `sh` with nothing on
/// its standard input; what it says on standard error the user sees.
class CommandSecretStore final : public ports::SecretStore {
public:
    /// Long enough to type a passphrase that the command may ask for.
    static constexpr std::chrono::milliseconds patience{std::chrono::minutes{2}};

    explicit CommandSecretStore(
        std::string command, std::chrono::milliseconds timeout = patience, std::stop_token stop = {}
    )
        : command_(std::move(command)), timeout_(timeout), stop_(std::move(stop)) {}

    [[nodiscard]] std::string description() const override;
    ports::Result<ports::Secret> read() override;
    ports::Result<void> write(const ports::Secret& secret) override;
    ports::Result<void> erase() override;

private:
    std::string command_;
    std::chrono::milliseconds timeout_;
    std::stop_token stop_;
};

} // namespace secrets
