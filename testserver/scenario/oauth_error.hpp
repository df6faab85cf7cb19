#pragma once

#include <span>
#include <string>
#include <string_view>

namespace testserver {

/// A refusal of Google's token or revocation endpoint (GMAIL-IMAP 8.2, RFC 6749 5.2).
struct OauthError {
    std::string_view
        name; ///< What scenarios call it; the error's own code where there is one text.
    unsigned status = 400;
    std::string_view error;
    std::string_view description; ///< Empty: the member is absent.
    std::string_view subtype = {};
};

std::span<const OauthError> oauth_errors();

/// Null when there is none.
const OauthError* find_oauth_error(std::string_view name);

/// Its JSON.
std::string body_of(const OauthError& error);

} // namespace testserver
