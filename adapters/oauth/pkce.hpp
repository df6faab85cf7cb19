#pragma once

#include "ports/randomness.hpp"
#include "ports/secret.hpp"

#include <string>
#include <string_view>

namespace oauth {

/// Proof key for code exchange (RFC 7636): whoever steals the code cannot use it without the
/// verifier.
struct Pkce {
    ports::Secret verifier; ///< 43 characters of base64url: 256 random bits.
    std::string challenge;  ///< base64url(SHA-256(verifier)), method S256.
};

Pkce make_pkce(ports::Randomness& randomness);

/// The S256 challenge of a verifier.
std::string challenge_of(std::string_view verifier);

/// 256 random bits in base64url, for `state`.
std::string random_text(ports::Randomness& randomness);

} // namespace oauth
