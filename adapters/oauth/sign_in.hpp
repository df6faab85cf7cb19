#pragma once

#include "adapters/oauth/account.hpp"
#include "adapters/oauth/http.hpp"
#include "adapters/oauth/pkce.hpp"
#include "ports/clock.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace oauth {

/// Where a user signs in, and where codes become tokens.
struct Endpoints {
    std::string authorization = "https://accounts.google.com/o/oauth2/v2/auth";
    std::string token = "https://oauth2.googleapis.com/token";
    std::string revocation = "https://oauth2.googleapis.com/revoke";
};

/// The user's own OAuth client, of type "Desktop app".
struct Client {
    std::string id;
    ports::Secret secret;
};

/// The page that the user opens to consent.
std::string consent_url(
    const Endpoints& endpoints,
    const Client& client,
    const std::string& redirect_uri,
    const std::string& challenge,
    const std::string& state,
    const std::string& login_hint
);

/// The code in the query that the browser brought back, or why there is none.
ports::Result<std::string> code_from_redirect(std::string_view query, std::string_view state);

/// Sends the user to the consent page, receives the redirect on 127.0.0.1, and trades the code for
/// a refresh token.
class SignIn {
public:
    SignIn(Endpoints endpoints, HttpClient& http, ports::Randomness& randomness);

    /// `show` is given the page's address: it opens a browser or prints it.
    ports::Result<Account>
    run(const Client& client,
        const std::string& user,
        const std::function<void(const std::string&)>& show,
        const std::stop_token& stop);

    /// Tells the server to forget the account's refresh token.
    ports::Result<void> revoke(const Account& account, const std::stop_token& stop);

private:
    Endpoints endpoints_;
    HttpClient& http_;
    ports::Randomness& randomness_;
};

} // namespace oauth
