#pragma once

#include "ports/result.hpp"
#include "ports/secret.hpp"

#include <string>

namespace ports {

/// Where a secret is kept: keyring, command, 0600 file, systemd credential. A store that cannot be
/// written says so.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    /// What the user is told about the place: "keyring (Secret Service)", "file ~/.x (0600)".
    [[nodiscard]] virtual std::string description() const = 0;
    virtual Result<Secret> read() = 0;
    virtual Result<void> write(const Secret& secret) = 0;
    virtual Result<void> erase() = 0;
};

} // namespace ports
