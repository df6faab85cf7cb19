#pragma once

#include "adapters/config/settings.hpp"
#include "adapters/net/proxy.hpp"
#include "adapters/net/tls_connector.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace compose {

/// The proxy for a host: the one that is configured, else the environment's, else none. Reads the
/// proxy's secret file.
ports::Result<std::optional<net::Proxy>>
proxy_for(const config::Settings& settings, const std::string& host, net::Traffic traffic);

/// How a host is reached as configured: the same trust, deadlines and proxy for mail and for OAuth.
net::TlsSettings way_to(
    const config::Settings& settings, std::string host, std::uint16_t port, net::Traffic traffic
);

} // namespace compose
