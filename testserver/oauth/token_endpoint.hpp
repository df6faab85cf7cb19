#pragma once

#include "testserver/http/http_message.hpp"
#include "testserver/oauth/form.hpp"
#include "testserver/oauth/grants.hpp"

#include <string>
#include <string_view>

namespace testserver::oauth {

/// A client of type "Desktop app", as Google's console makes them.
struct Client {
    std::string id;
    std::string secret;
};

/// A refusal by its name (oauth_error.hpp).
HttpAnswer refusal(std::string_view name);

/// POST /token: a code or a refresh token becomes an access token (RFC 6749 4.1.3 and 6).
HttpAnswer trade(Grants& grants, const Client& client, const Form& form, Instant now);

/// POST /revoke (RFC 7009, in Google's words).
HttpAnswer revoke(Grants& grants, const Form& form);

} // namespace testserver::oauth
