#include "app/compose/way.hpp"

#include <utility>

namespace compose {

net::TlsSettings way_to(const config::Settings& settings, std::string host, std::uint16_t port) {
    net::TlsSettings tls;
    tls.host = std::move(host);
    tls.port = port;
    tls.ca_file = settings.ca_file.string();
    return tls;
}

} // namespace compose
