#pragma once

#include "testserver/net/certificate_forge.hpp"
#include "testserver/oauth/token_service.hpp"
#include "testserver/protocol/world.hpp"
#include "testserver/scenario/interceptor.hpp"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <variant>

namespace testserver {

struct ListenAt {
    std::string address = "127.0.0.1"; ///< Loopback only; anything else is refused.
    std::uint16_t port = 0;            ///< 0: any free one.
    bool plain = false;                ///< No TLS; only for clients that cannot do it.
    /// A client that names no host gets Gmail's certificate for that (GMAIL-IMAP 1.6). Off, since a
    /// client that connects to an address cannot name one (RFC 6066 3).
    bool needs_sni = false;
};

/// Serves a world's sessions over TLS, or in clear: one thread, many connections. Hides Asio and
/// OpenSSL.
///
/// Flow: `listen`, then `run` on the thread that owns the world until stop is requested. In the
/// same process as a client: run it on a std::jthread.
class TlsServer {
public:
    virtual ~TlsServer() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Of the OAuth endpoint; 0 when there is none.
    [[nodiscard]] virtual std::uint16_t oauth_port() const = 0;
    /// The authority that a client must trust, forged for this server.
    [[nodiscard]] virtual const std::string& authority_pem() const = 0;
    /// Returns when stop is requested; every connection is closed then.
    virtual void run(const std::stop_token& stop) = 0;
};

/// Why a server cannot listen.
struct CannotListen {
    std::string reason;
};

/// Clients can connect from now on; they are answered as soon as `run` is called. `oauth` is served
/// over HTTPS at a free port of the same address, whatever `at.plain` says. World, interceptor and
/// service must outlive the server.
std::variant<std::unique_ptr<TlsServer>, CannotListen> listen(
    World& world,
    const ListenAt& at,
    Interceptor* interceptor = nullptr,
    oauth::TokenService* oauth = nullptr
);

} // namespace testserver
