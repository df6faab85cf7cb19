#pragma once

#include "ports/result.hpp"
#include "ports/secret.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace net {

enum class ProxyKind : unsigned char {
    http,   ///< CONNECT (RFC 9110 9.3.6).
    socks5, ///< RFC 1928. The proxy looks names up, so that none leaks to a name server here.
};

struct ProxyLogin {
    std::string user;
    ports::Secret password;
};

/// A server that passes our bytes on. TLS runs through it, end to end, verified as always.
struct Proxy {
    ProxyKind kind = ProxyKind::http;
    std::string host;
    std::uint16_t port = 0;
    std::optional<ProxyLogin> login;
    std::string named_by; ///< What the user has to change: "--proxy", "ALL_PROXY".

    /// "socks5://127.0.0.1:1080", without the login.
    [[nodiscard]] std::string address() const;
};

/// "http://[USER:PASSWORD@]HOST[:PORT]", "socks5://…" (also socks5h), or "HOST:PORT" for http, as
/// other programs read it. `config` for anything else; what was written is not quoted, since it may
/// hold a password.
ports::Result<Proxy> parse_proxy(std::string_view text, std::string named_by);

/// "USER:PASSWORD", as a file of its own holds it.
ports::Result<ProxyLogin> parse_proxy_login(const ports::Secret& text);

/// The value of an environment variable, absent when it is not set.
using Variable = std::function<std::optional<std::string>(const char* name)>;

/// What the traffic is to a proxy's variables: HTTPS_PROXY is asked first for https, ALL_PROXY for
/// all else.
enum class Traffic : unsigned char { https, mail };

/// The proxy that the environment names for a host, in either case of letters, or none: NO_PROXY
/// lists hosts, domains, addresses, or "*". This machine itself is never reached through one.
ports::Result<std::optional<Proxy>>
proxy_of_environment(const Variable& variable, std::string_view host, Traffic traffic);

} // namespace net
