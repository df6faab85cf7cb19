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

struct TlsSettings {
    std::string host; ///< As in the certificate: a name, or an address.
    std::uint16_t port = 993;
    std::string ca_file; ///< PEM roots instead of the system's; empty for the system's.
    ConnectDeadlines deadlines;
    Resolver resolver = resolve;
    ProxyChoice proxy{}; ///< Asked at each connect; empty for none. TLS is with the host.
};

/// Connects by TCP and TLS (1.2 or later, name and chain verified), trying every address of the
/// host. There is no way to get a connection whose peer was not verified.
std::unique_ptr<Connector> tls_connector(TlsSettings settings);

} // namespace net
