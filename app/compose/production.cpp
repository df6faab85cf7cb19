#include "app/compose/production.hpp"

#include "adapters/net/tls_connector.hpp"
#include "app/compose/credentials.hpp"
#include "app/compose/way.hpp"

namespace compose {

ports::Result<std::unique_ptr<ports::TokenSource>>
Production::tokens(const config::Settings& settings, const std::stop_token& stop) {
    return token_source(settings, clock_, stop);
}

std::unique_ptr<net::Connector> Production::connector(const config::Settings& settings) {
    return net::tls_connector(way_to(settings, settings.host, settings.port, net::Traffic::mail));
}

} // namespace compose
