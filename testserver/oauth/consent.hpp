#pragma once

#include "testserver/http/http_message.hpp"
#include "testserver/oauth/form.hpp"
#include "testserver/oauth/grants.hpp"
#include "testserver/oauth/token_endpoint.hpp"

#include <string>

namespace testserver::oauth {

/// The page on which a user consents (GMAIL-IMAP 8.1). What it cannot send back to the client it
/// tells the user; a redirect goes to a loopback address and nowhere else (RFC 8252 7.3).
class ConsentPage {
public:
    /// `user` consents when the client does not hint at another one.
    ConsentPage(World& world, Grants& grants, Client client, std::string user);

    /// What the browser asked for, or what the page's form says: then `decision` is among the
    /// fields.
    HttpAnswer answer(const Form& asked, Instant now);

private:
    [[nodiscard]] std::string_view mistake(const Form& asked) const;
    HttpAnswer decide(const Form& asked, Consent consent, Instant now);
    [[nodiscard]] std::string user_of(const Form& asked);

    World& world_;
    Grants& grants_;
    Client client_;
    std::string user_;
};

} // namespace testserver::oauth
