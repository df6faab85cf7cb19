#pragma once

#include "adapters/oauth/account.hpp"
#include "adapters/oauth/client.hpp"
#include "adapters/oauth/http.hpp"
#include "adapters/oauth/pkce.hpp"
#include "ports/clock.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace oauth {

/// Where a user signs in, and where codes become tokens.
struct Endpoints {
    std::string authorization;
    std::string token;
    std::string revocation;
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

/// How the user gets to the consent page and back.
struct Visit {
    /// Is given the page's address: opens a browser or prints it.
    std::function<void(const std::string&)> show;
    /// Where the user can paste what the browser was sent back to, for a browser on another
    /// machine: a descriptor to read a line from. It is not closed.
    std::optional<int> pasted;
};

/// A sign-in that was just made.
struct SignedIn {
    Account account;
    ports::Secret access_token; ///< For a first login, to see that it works.
};

/// Sends the user to the consent page, receives the redirect on 127.0.0.1, and trades the code for
/// a refresh token.
class SignIn {
public:
    SignIn(Endpoints endpoints, HttpClient& http, ports::Randomness& randomness);

    ports::Result<SignedIn>
    run(const Client& client,
        const std::string& user,
        const Visit& visit,
        const std::stop_token& stop);

    /// Tells the server to forget the account's refresh token.
    ports::Result<void> revoke(const Account& account, const std::stop_token& stop);

private:
    ports::Result<SignedIn> trade(
        const Client& client,
        std::string_view code,
        const Pkce& pkce,
        const std::string& redirect_uri,
        const std::stop_token& stop
    );

    Endpoints endpoints_;
    HttpClient& http_;
    ports::Randomness& randomness_;
};

} // namespace oauth
