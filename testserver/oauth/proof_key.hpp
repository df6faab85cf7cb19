#pragma once

#include <string>
#include <string_view>

namespace testserver::oauth {

/// 43 to 128 unreserved characters (RFC 7636 4.1).
bool is_code_verifier(std::string_view text);

/// base64url(SHA-256(verifier)) without padding: method S256 (RFC 7636 4.2).
std::string s256_challenge(std::string_view verifier);

/// Bytes in base64url without padding (RFC 4648 5).
std::string base64url(std::string_view bytes);

} // namespace testserver::oauth
