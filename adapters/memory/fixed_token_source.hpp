#pragma once

#include "ports/token_source.hpp"

#include <utility>

namespace memory {

/// One credential that never changes. It answers `forced` as a password source does: the server
/// refused the only one there is.
class FixedTokenSource final : public ports::TokenSource {
public:
    explicit FixedTokenSource(ports::Credential credential) : credential_{std::move(credential)} {}

    ports::Result<ports::Credential> credential(ports::Freshness freshness) override {
        if (freshness == ports::Freshness::forced) {
            return ports::fail(
                ports::FailureKind::login_refused, "The server does not accept the password"
            );
        }
        return credential_;
    }

private:
    ports::Credential credential_;
};

} // namespace memory
