#pragma once

#include "ports/secret_store.hpp"

#include <optional>
#include <string>

namespace memory {

/// A secret that is gone when the program ends.
class MemorySecretStore final : public ports::SecretStore {
public:
    [[nodiscard]] std::string description() const override { return "memory (until the end)"; }

    ports::Result<ports::Secret> read() override {
        if (!secret_) {
            return ports::fail(ports::FailureKind::not_found, "No secret is stored");
        }
        return *secret_;
    }

    ports::Result<void> write(const ports::Secret& secret) override {
        secret_ = secret;
        return {};
    }

    ports::Result<void> erase() override {
        secret_.reset();
        return {};
    }

private:
    std::optional<ports::Secret> secret_;
};

} // namespace memory
