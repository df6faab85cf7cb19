#include "adapters/net/proxy.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace net {

using ports::FailureKind;
using ports::Result;

namespace {

constexpr std::uint16_t default_http_port = 80;
constexpr std::uint16_t default_socks_port = 1080; // RFC 1928 3

ports::Unexpected not_a_proxy(const std::string& named_by, std::string_view why) {
    return ports::fail(
        FailureKind::config,
        fmt::format("{} does not name a proxy: {}", named_by, why),
        "http://HOST:PORT or socks5://HOST:PORT"
    );
}

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
    std::string result{text};
    std::ranges::transform(result, result.begin(), [](char c) { return lowered(c); });
    return result;
}

/// The scheme in front of "://", taken off the text; empty for none.
std::string take_scheme(std::string_view& text) {
    const auto end = text.find("://");
    if (end == std::string_view::npos) {
        return {};
    }
    std::string scheme = lowered(text.substr(0, end));
    text.remove_prefix(end + 3);
    return scheme;
}

std::optional<ProxyKind> kind_of(std::string_view scheme) {
    if (scheme == "http" || scheme.empty()) {
        return ProxyKind::http;
    }
    if (scheme == "socks5" || scheme == "socks5h") {
        return ProxyKind::socks5;
    }
    return std::nullopt;
}

int hex_digit(char c) {
    c = lowered(c);
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Percent escapes let a password hold any byte (RFC 3986 2.1).
std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                            hex_digit(text[i + 2]) >= 0;
        result += escape ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]))
                         : text[i];
        i += escape ? 2U : 0U;
    }
    return result;
}

ProxyLogin login_of(std::string_view text) {
    const auto colon = text.find(':');
    const auto password =
        colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    return {unescaped(text.substr(0, colon)), ports::Secret{unescaped(password)}};
}

std::optional<std::uint16_t> port_of(std::string_view digits) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    return whole && port != 0 ? std::optional{port} : std::nullopt;
}

bool can_be_a_host(std::string_view host) {
    return !host.empty() && std::ranges::none_of(host, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
    });
}

/// "host:port", "host" or "[v6]:port".
bool take_host(std::string_view text, Proxy& proxy) {
    const bool bracketed = text.starts_with('[') && text.find(']') != std::string_view::npos;
    const auto end = bracketed ? text.find(']') + 1 : text.find(':');
    proxy.host = bracketed ? text.substr(1, end - 2) : text.substr(0, end);
    if (!can_be_a_host(proxy.host)) {
        return false;
    }
    if (end == std::string_view::npos || end == text.size()) {
        proxy.port = proxy.kind == ProxyKind::http ? default_http_port : default_socks_port;
        return true;
    }
    const auto port = text[end] == ':' ? port_of(text.substr(end + 1)) : std::nullopt;
    proxy.port = port.value_or(0);
    return port.has_value();
}

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") ||
           host == "::1";
}

/// One entry of NO_PROXY: "example.org" and ".example.org" are the domain and all below it.
bool is_spared_by(std::string_view entry, std::string_view host) {
    if (entry == "*") {
        return true;
    }
    entry = entry.substr(entry.starts_with("*.") ? 1 : 0);
    entry.remove_prefix(entry.starts_with('.') ? 1 : 0);
    const bool below = host.size() > entry.size() && host.ends_with(entry) &&
                       host[host.size() - entry.size() - 1] == '.';
    return !entry.empty() && (host == entry || below);
}

bool is_spared(std::string_view list, std::string_view host) {
    constexpr std::string_view separators = ", \t";
    while (!list.empty()) {
        const auto entry = list.substr(0, list.find_first_of(separators));
        if (is_spared_by(lowered(entry), host)) {
            return true;
        }
        list.remove_prefix(std::min(list.size(), entry.size() + 1));
    }
    return false;
}

struct Named {
    std::string name;
    std::string value;
};

/// The first of these that is set and not empty; lower case first, as other programs have it.
std::optional<Named> first_set(const Variable& variable, std::array<const char*, 2> names) {
    for (const char* const upper : names) {
        for (const std::string& name : {lowered(upper), std::string{upper}}) {
            if (auto value = variable(name.c_str()); value && !value->empty()) {
                return Named{name, *std::move(value)};
            }
        }
    }
    return std::nullopt;
}

} // namespace

std::string Proxy::address() const {
    const bool v6 = host.find(':') != std::string::npos;
    return fmt::format(
        "{}://{}{}{}:{}",
        kind == ProxyKind::http ? "http" : "socks5",
        v6 ? "[" : "",
        host,
        v6 ? "]" : "",
        port
    );
}

Result<Proxy> parse_proxy(std::string_view text, std::string named_by) {
    Proxy proxy;
    proxy.named_by = std::move(named_by);
    const auto kind = kind_of(take_scheme(text));
    if (!kind) {
        return not_a_proxy(proxy.named_by, "only http and socks5 are known here");
    }
    proxy.kind = *kind;
    if (const auto at = text.rfind('@'); at != std::string_view::npos) {
        proxy.login = login_of(text.substr(0, at));
        text.remove_prefix(at + 1);
    }
    text = text.substr(0, text.find('/'));
    if (!take_host(text, proxy)) {
        return not_a_proxy(proxy.named_by, "there is no host, or no port from 1 to 65535");
    }
    return proxy;
}

Result<ProxyLogin> parse_proxy_login(const ports::Secret& text) {
    const auto colon = text.reveal().find(':');
    if (colon == std::string_view::npos || colon == 0) {
        return ports::fail(
            FailureKind::config, "The proxy's secret file does not say USER:PASSWORD"
        );
    }
    return ProxyLogin{
        std::string{text.reveal().substr(0, colon)},
        ports::Secret{std::string{text.reveal().substr(colon + 1)}}
    };
}

Result<std::optional<Proxy>>
proxy_of_environment(const Variable& variable, std::string_view host, Traffic traffic) {
    const std::string wanted = lowered(host);
    const auto spared = first_set(variable, {"NO_PROXY", "NO_PROXY"});
    if (is_this_machine(wanted) || (spared && is_spared(spared->value, wanted))) {
        return std::optional<Proxy>{};
    }
    const auto named = traffic == Traffic::https
                           ? first_set(variable, {"HTTPS_PROXY", "ALL_PROXY"})
                           : first_set(variable, {"ALL_PROXY", "HTTPS_PROXY"});
    if (!named) {
        return std::optional<Proxy>{};
    }
    auto proxy = parse_proxy(named->value, named->name);
    if (!proxy) {
        return ports::fail(std::move(proxy).error());
    }
    return std::optional{*std::move(proxy)};
}

} // namespace net
