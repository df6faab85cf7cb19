#pragma once

#include "testserver/http/http_message.hpp"
#include "testserver/oauth/consent.hpp"
#include "testserver/oauth/grants.hpp"
#include "testserver/oauth/token_endpoint.hpp"

#include <string>

namespace testserver::oauth {

inline constexpr std::string_view consent_path = "/o/oauth2/v2/auth";
inline constexpr std::string_view token_path = "/token";
inline constexpr std::string_view revocation_path = "/revoke";

/// Google's OAuth endpoint for one client over a world's users: requests in, answers out, without
/// HTTP's bytes. The tokens that it gives let in over IMAP.
class TokenService {
public:
    struct Setup {
        Client client;
        std::string user; ///< Who consents when nobody else is hinted at.
        OauthSettings settings;
        std::chrono::milliseconds token_life = std::chrono::seconds{3599};
    };

    /// `world` must outlive it.
    TokenService(World& world, Setup setup, Grants::Random random);

    HttpAnswer answer(const HttpRequest& request, Instant now);

private:
    Client client_;
    Grants grants_;
    ConsentPage consent_;
};

/// The request as logs and rules see it: "POST /token grant_type=refresh_token client_id=x", each
/// secret as "***".
std::string shown_request(const HttpRequest& request);

} // namespace testserver::oauth
