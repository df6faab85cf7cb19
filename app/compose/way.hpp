#pragma once

#include "adapters/config/settings.hpp"
#include "adapters/net/tls_connector.hpp"

#include <cstdint>
#include <string>

namespace compose {

/// How a host is reached as configured: the same trust, deadlines and proxy for mail and for OAuth.
net::TlsSettings way_to(const config::Settings& settings, std::string host, std::uint16_t port);

} // namespace compose
