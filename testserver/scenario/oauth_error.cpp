#include "testserver/scenario/oauth_error.hpp"

#include "testserver/scenario/json_object.hpp"

#include <algorithm>
#include <array>

namespace testserver {
namespace {

constexpr std::array errors{
    OauthError{"invalid_grant", 400, "invalid_grant", "Token has been expired or revoked."},
    OauthError{"bad_request", 400, "invalid_grant", "Bad Request"},
    OauthError{"malformed_code", 400, "invalid_grant", "Malformed auth code."},
    OauthError{"missing_verifier", 400, "invalid_grant", "Missing code verifier."},
    OauthError{"wrong_verifier", 400, "invalid_grant", "Invalid code verifier."},
    OauthError{
        "invalid_rapt", 400, "invalid_grant", "reauth related error (invalid_rapt)", "invalid_rapt"
    },
    OauthError{"invalid_client", 401, "invalid_client", "The OAuth client was not found."},
    OauthError{"wrong_secret", 401, "invalid_client", "Unauthorized"},
    OauthError{"unauthorized_client", 401, "unauthorized_client", "Unauthorized"},
    OauthError{"invalid_scope", 400, "invalid_scope", "Bad Request"},
    OauthError{"invalid_request", 400, "invalid_request", "Bad Request"},
    OauthError{"missing_secret", 400, "invalid_request", "client_secret is missing."},
    OauthError{"redirect_uri_mismatch", 400, "redirect_uri_mismatch", "Bad Request"},
    OauthError{"unsupported_grant_type", 400, "unsupported_grant_type", "Invalid grant_type: "},
    OauthError{
        "admin_policy_enforced",
        400,
        "admin_policy_enforced",
        "Access to your account data is restricted by policies within your organization."
    },
    OauthError{"access_denied", 403, "access_denied", "Account restricted"},
    OauthError{"invalid_token", 400, "invalid_token", "Token expired or revoked"},
    OauthError{"internal_failure", 500, "internal_failure", ""},
};

} // namespace

std::span<const OauthError> oauth_errors() {
    return errors;
}

const OauthError* find_oauth_error(std::string_view name) {
    const auto* found = std::ranges::find(errors, name, &OauthError::name);
    return found == errors.end() ? nullptr : found;
}

std::string body_of(const OauthError& error) {
    std::vector<JsonMember> members{{"error", json_string(error.error)}};
    if (!error.description.empty()) {
        members.push_back({"error_description", json_string(error.description)});
    }
    if (!error.subtype.empty()) {
        members.push_back({"error_subtype", json_string(error.subtype)});
    }
    return json_object(members);
}

} // namespace testserver
