#include "app/compose/way.hpp"

#include "adapters/secrets/file_secret_store.hpp"
#include "adapters/system/folders.hpp"

#include <utility>

namespace compose {

using ports::Result;

namespace {

Result<net::Proxy> with_login(net::Proxy proxy, const std::filesystem::path& file) {
    if (file.empty()) {
        return proxy;
    }
    secrets::FileSecretStore store{
        file, {"proxy's secret file", "write USER:PASSWORD into it, and chmod 600 it"}
    };
    const auto text = store.read();
    auto login = text ? net::parse_proxy_login(*text) : ports::fail(text.error());
    if (!login) {
        return ports::fail(std::move(login).error());
    }
    proxy.login = *std::move(login);
    return proxy;
}

} // namespace

Result<std::optional<net::Proxy>>
proxy_for(const config::Settings& settings, const std::string& host, net::Traffic traffic) {
    const auto& choice = settings.proxy;
    if (choice.address == "none") {
        return std::optional<net::Proxy>{};
    }
    auto proxy = choice.address.empty()
                     ? net::proxy_of_environment(os::environment, host, traffic)
                     : net::parse_proxy(choice.address, "proxy").map([](net::Proxy one) {
                           return std::optional{std::move(one)};
                       });
    if (!proxy || !*proxy) {
        return proxy;
    }
    auto complete = with_login(**std::move(proxy), choice.secret_file);
    if (!complete) {
        return ports::fail(std::move(complete).error());
    }
    return std::optional{*std::move(complete)};
}

net::TlsSettings way_to(
    const config::Settings& settings, std::string host, std::uint16_t port, net::Traffic traffic
) {
    net::TlsSettings tls;
    tls.host = host;
    tls.port = port;
    tls.ca_file = settings.ca_file.string();
    tls.proxy = [settings, host = std::move(host), traffic] {
        return proxy_for(settings, host, traffic);
    };
    return tls;
}

} // namespace compose
