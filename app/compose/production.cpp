#include "app/compose/production.hpp"

#include "adapters/net/tls_connector.hpp"
#include "app/compose/credentials.hpp"

#include <utility>

namespace compose {

ports::Result<std::unique_ptr<ports::TokenSource>>
Production::tokens(const config::Settings& settings) {
    return token_source(settings);
}

std::unique_ptr<net::Connector> Production::connector(const config::Settings& settings) {
    net::TlsSettings tls;
    tls.host = settings.host;
    tls.port = settings.port;
    tls.ca_file = settings.ca_file.string();
    return net::tls_connector(std::move(tls));
}

} // namespace compose
