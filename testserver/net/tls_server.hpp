#pragma once

#include "testserver/control/controls.hpp"
#include "testserver/net/certificate_forge.hpp"
#include "testserver/net/server_clock.hpp"
#include "testserver/oauth/token_service.hpp"
#include "testserver/protocol/world.hpp"
#include "testserver/scenario/interceptor.hpp"

#include <chrono>
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
    /// Of the control port; 0 when there is none.
    [[nodiscard]] virtual std::uint16_t control_port() const = 0;
    /// The authority that a client must trust, forged for this server.
    [[nodiscard]] virtual const std::string& authority_pem() const = 0;
    /// Returns when stop is requested; every connection is closed then.
    virtual void run(const std::stop_token& stop) = 0;

    // On the thread of `run`, for who steers it (Steering).

    /// Cuts every connection but the control port's, and counts them from 1 again.
    virtual void cut_all() = 0;
    /// Moves the clock; all that is due on the way happens, in order, each at its time. How far it
    /// went: less than `by` when there is no end to what is due.
    virtual std::chrono::milliseconds advance(std::chrono::milliseconds by) = 0;
};

/// Who may steer a served run from outside, and its time.
struct Steering {
    control::Controls* controls = nullptr; ///< Gets a port of its own, in clear; null: none.
    ServerClock* clock = nullptr;          ///< Null: the machine's.
};

/// Why a server cannot listen.
struct CannotListen {
    std::string reason;
};

/// Clients can connect from now on; they are answered as soon as `run` is called. `oauth` is served
/// over HTTPS at a free port of the same address, whatever `at.plain` says. World, interceptor,
/// service and what steers must outlive the server.
std::variant<std::unique_ptr<TlsServer>, CannotListen> listen(
    World& world,
    const ListenAt& at,
    Interceptor* interceptor = nullptr,
    oauth::TokenService* oauth = nullptr,
    Steering steering = {}
);

} // namespace testserver
