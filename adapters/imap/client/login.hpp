#pragma once

#include "adapters/imap/client/conversation.hpp"
#include "ports/token_source.hpp"

#include <cstdint>
#include <stop_token>
#include <string>

namespace imap::client {

/// Where we are connected to: OAUTHBEARER tells the server, to prove that the token was meant for
/// it.
struct Server {
    std::string host;
    std::uint16_t port = 993;
};

struct LoginSettings {
    Server server;
    bool compress = true; ///< Where the server offers it.
};

/// Waits for the greeting. A session that is authenticated before we said who we are is not ours.
ports::Result<void> await_greeting(Conversation& conversation, const std::stop_token& stop);

/// Proves who we are, learns what the server can do for us then, says who is asking, and may
/// compress.
ports::Result<void> log_in(
    Conversation& conversation,
    const ports::Credential& credential,
    const LoginSettings& settings,
    const std::stop_token& stop
);

} // namespace imap::client
