#pragma once

#include "adapters/imap/wire/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace imap::wire {

std::string base64(std::string_view bytes);
/// Absent when it is not canonical base64.
std::optional<std::string> from_base64(std::string_view text);

/// Initial responses in base64. A user that holds a NUL or ^A would forge fields: absent then.
std::optional<SecretText> sasl_plain(std::string_view user, std::string_view password);
std::optional<SecretText> sasl_xoauth2(std::string_view user, std::string_view token);
std::optional<SecretText> sasl_oauthbearer(
    std::string_view user, std::string_view host, unsigned port, std::string_view token
);

/// What a server reads from an initial response (decoded base64).
struct SaslCredentials {
    std::string authorization; ///< Whom the user wants to act as; empty: as themselves.
    std::string user;
    SecretText secret; ///< Password or bearer token.
};

std::optional<SaslCredentials> read_sasl_plain(std::string_view decoded);
std::optional<SaslCredentials> read_sasl_xoauth2(std::string_view decoded);
std::optional<SaslCredentials> read_sasl_oauthbearer(std::string_view decoded);

} // namespace imap::wire
