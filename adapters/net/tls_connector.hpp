#pragma once

#include "adapters/net/proxy.hpp"
#include "adapters/net/resolver.hpp"
#include "adapters/net/transport.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace net {

/// How long each phase of connecting may take. Each has its own, so that none can hang.
struct ConnectDeadlines {
    /// The C library's resolver asks twice with 5 s each.
    std::chrono::milliseconds resolve{std::chrono::seconds{10}};
    /// Per address: TCP sends its SYN at 0, 1 and 3 s. A dead IPv6 path costs no more than this.
    std::chrono::milliseconds connect{std::chrono::seconds{6}};
    /// The proxy resolves and connects in our place.
    std::chrono::milliseconds tunnel{std::chrono::seconds{20}};
    /// Two round trips and the server's signature.
    std::chrono::milliseconds handshake{std::chrono::seconds{15}};
};

/// The proxy to reach the host through, or none; the failure when what names it is wrong.
using ProxyChoice = std::function<ports::Result<std::optional<Proxy>>()>;

/// What a verified server showed.
struct TlsSeen {
    std::string version; ///< "TLSv1.3".
    std::string issuer;  ///< Of its certificate, made printable by whoever shows it.
    std::chrono::sys_seconds valid_until;
};

struct TlsSettings {
    std::string host; ///< As in the certificate: a name, or an address.
    std::uint16_t port = 993;
    std::string ca_file; ///< PEM roots instead of the system's; empty for the system's.
    ConnectDeadlines deadlines;
    Resolver resolver = resolve;
    std::function<void(const TlsSeen&)> on_verified{}; ///< Told of each connection; may be empty.
    ProxyChoice proxy{}; ///< Asked at each connect; empty for none. TLS is with the host.
};

/// Whether one address of the first hop (the host, or its proxy) accepts a connection; it is closed
/// at once.
ports::Result<void>
try_address(const TlsSettings& settings, const std::string& address, const std::stop_token& stop);

/// Connects by TCP and TLS (1.2 or later, name and chain verified), trying every address of the
/// host. There is no way to get a connection whose peer was not verified.
std::unique_ptr<Connector> tls_connector(TlsSettings settings);

} // namespace net
