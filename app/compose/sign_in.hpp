#pragma once

#include "adapters/config/settings.hpp"
#include "adapters/oauth/sign_in.hpp"
#include "adapters/secrets/ladder.hpp"
#include "app/compose/outside.hpp"
#include "ports/reporter.hpp"
#include "ports/result.hpp"
#include "ports/secret.hpp"

#include <optional>
#include <stop_token>
#include <string>

namespace compose {

/// The first login of an account, its end, and what is kept in between. A secret is kept only after
/// the mail server let us in with it, so that a typing mistake never replaces what works.
class SignIn {
public:
    struct Surroundings {
        Outside& outside;
        ports::Reporter& reporter;
        std::stop_token stop;
    };

    SignIn(const config::Settings& settings, Surroundings surroundings);

    ports::Result<void> with_password(const ports::Secret& password);
    ports::Result<void> with_browser(const oauth::Visit& visit);

    /// The OAuth client's id, or nothing for a password; fails when nothing is kept.
    [[nodiscard]] ports::Result<std::optional<std::string>> kept() const;

    /// Revokes an OAuth sign-in at its server, then forgets the secret here. A server that does not
    /// confirm leaves everything as it is, so that it can be tried again.
    ports::Result<void> end();
    /// Only the second half.
    [[nodiscard]] ports::Result<void> forget() const;

    /// "keyring (Secret Service)", and why it is there.
    [[nodiscard]] std::string place() const { return kept_in_.store->description(); }

    [[nodiscard]] const std::string& why() const { return kept_in_.why; }

private:
    [[nodiscard]] ports::Result<void> can_be_kept() const;
    [[nodiscard]] ports::Result<oauth::Client> client() const;
    ports::Result<void> try_login(const ports::Credential& credential);
    [[nodiscard]] oauth::Endpoints endpoints() const;

    const config::Settings& settings_;
    Surroundings surroundings_;
    secrets::Chosen kept_in_;
};

} // namespace compose
