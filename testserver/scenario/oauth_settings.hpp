#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace testserver {

/// What a refresh does to the refresh token that it was asked with (RFC 6749 6, RFC 9700 4.14.2).
enum class Rotation : unsigned char {
    never,   ///< It stays, and no other is given: Google's way.
    lenient, ///< Another is given, and both work.
    strict   ///< Another is given; to use the old one again revokes all that came of the sign-in.
};

/// What the user does on the consent page.
enum class Consent : unsigned char {
    grant,      ///< Consents at once: the page redirects.
    form,       ///< Is shown a page with two buttons.
    deny,       ///< Refuses at once.
    wrong_state ///< Consents, and comes back with the state of somebody else.
};

/// How the OAuth endpoint of a scenario's world behaves while nothing goes wrong.
struct OauthSettings {
    Rotation rotation = Rotation::never;
    Consent consent = Consent::grant;
    std::string scope{}; ///< What is granted; empty: what was asked for.
    /// After which IMAP knows a token that was issued.
    std::chrono::milliseconds token_delay{0};
    std::optional<std::chrono::milliseconds> refresh_life{}; ///< Of refresh tokens.
};

} // namespace testserver
