#pragma once

#include "adapters/net/transport.hpp"
#include "adapters/oauth/http.hpp"

#include <functional>
#include <memory>

namespace oauth {

/// Makes the connector for a host; production hands out net::tls_connector.
using ConnectorFactory = std::function<std::unique_ptr<net::Connector>(const Url&)>;

/// HTTPS over our own verified transport: one connection a request, one deadline for all of it. A
/// connection that closes before the first byte of an answer is tried once more (RFC 9110 9.2.2
/// does not call POST idempotent, but a token request whose answer never began may be repeated).
std::unique_ptr<HttpClient> https_client(
    ConnectorFactory connectors, std::chrono::milliseconds time_limit = std::chrono::seconds{30}
);

} // namespace oauth
