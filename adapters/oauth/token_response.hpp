#pragma once

#include "adapters/oauth/http.hpp"
#include "ports/secret.hpp"

#include <chrono>
#include <optional>

namespace oauth {

/// What Gmail's IMAP needs; the user can untick it on the consent page.
inline constexpr std::string_view mail_scope = "https://mail.google.com/";

/// A successful answer of the token endpoint (RFC 6749 5.1).
struct Grant {
    ports::Secret access_token;
    std::chrono::seconds lifetime{0};
    std::optional<ports::Secret> refresh_token; ///< A new one replaces the old: rotation.
};

/// Takes a token endpoint's answer for what it is, and every other for the right kind of failure:
/// login_refused where only the user can help, throttled or unreachable where waiting helps,
/// protocol for nonsense. No token is quoted.
ports::Result<Grant> read_token_response(const HttpResponse& response);

} // namespace oauth
