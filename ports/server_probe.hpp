#pragma once

#include "domain/mail/ids.hpp"
#include "ports/mail_store.hpp"
#include "ports/result.hpp"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ports {

/// What a server showed in a handshake that was verified: version, name and chain.
struct VerifiedServer {
    std::string version; ///< "TLSv1.3".
    std::string issuer;  ///< Of its certificate; the server's text.
    domain::Timestamp valid_until;
};

/// The way to the mail server, one step at a time, for telling where it ends. At most one
/// connection is open at any moment.
///
/// Flow: proxy → addresses → reach, each → verify → log_in → mail, each when the one before worked.
class ServerProbe {
public:
    virtual ~ServerProbe() = default;

    /// The proxy that stands in between, without its login; nothing for none.
    virtual Result<std::optional<std::string>> proxy() = 0;
    /// Of the server, or of the proxy where there is one.
    virtual Result<std::vector<std::string>> addresses(std::stop_token stop) = 0;
    virtual Result<void> reach(const std::string& address, std::stop_token stop) = 0;
    virtual Result<VerifiedServer> verify(std::stop_token stop) = 0;
    /// What the server offers after the login.
    virtual Result<std::vector<std::string>> log_in(std::stop_token stop) = 0;
    /// The mailbox that was logged in to.
    virtual MailStore& mail() = 0;
};

} // namespace ports
