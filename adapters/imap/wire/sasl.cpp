#include "adapters/imap/wire/sasl.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <numeric>
#include <vector>

namespace imap::wire {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The separator of the key-value pairs of XOAUTH2 and RFC 7628.
constexpr char separator = '\x01';

bool has_any(std::string_view text, std::string_view characters) {
    return text.find_first_of(characters) != std::string_view::npos;
}

/// What must not stand in a user, host or token: it would end the field.
constexpr std::string_view field_ends{"\0\x01", 2};

std::optional<SaslCredentials> bearer(std::string user, std::string_view pairs) {
    constexpr std::string_view prefix = "auth=Bearer ";
    while (!pairs.empty()) {
        const std::size_t end = pairs.find(separator);
        const std::string_view pair = pairs.substr(0, end);
        if (pair.starts_with(prefix)) {
            return SaslCredentials{
                {}, std::move(user), SecretText{std::string{pair.substr(prefix.size())}}
            };
        }
        pairs.remove_prefix(end == std::string_view::npos ? pairs.size() : end + 1);
    }
    return std::nullopt;
}

// saslname of RFC 5801: "," and "=" are escaped.
std::string escaped(std::string_view name) {
    std::string out;
    for (const char c : name) {
        out += c == ',' ? "=2C" : c == '=' ? "=3D" : std::string(1, c);
    }
    return out;
}

std::string unescaped(std::string_view name) {
    std::string out;
    while (!name.empty()) {
        const bool comma = name.starts_with("=2C");
        if (comma || name.starts_with("=3D")) {
            out += comma ? ',' : '=';
            name.remove_prefix(3);
        } else {
            out += name[0];
            name.remove_prefix(1);
        }
    }
    return out;
}

/// The key-value pairs' separator, so often.
std::string_view separators(std::size_t count) {
    return std::string_view{"\x01\x01"}.substr(0, count);
}

/// The parts as one message in base64. No part stays behind in memory that was outgrown.
SecretText encoded(std::initializer_list<std::string_view> parts) {
    std::string message;
    message.reserve(std::accumulate(
        parts.begin(),
        parts.end(),
        std::size_t{0},
        [](std::size_t sum, std::string_view part) { return sum + part.size(); }
    ));
    for (const std::string_view part : parts) {
        message.append(part);
    }
    SecretText secret{base64(message)};
    wipe(message);
    return secret;
}

} // namespace

std::string base64(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    while (!bytes.empty()) {
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            group = group << 8U | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            out.push_back(i <= bytes.size() ? alphabet[group >> (18 - 6 * i) & 0x3fU] : '=');
        }
        bytes.remove_prefix(bytes.size() < 3 ? bytes.size() : 3);
    }
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) {
        return std::nullopt;
    }
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    text.remove_suffix(padding);
    std::string out;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : text) {
        const std::size_t value = alphabet.find(c);
        if (value == std::string_view::npos) {
            return std::nullopt;
        }
        bits = (bits << 6U | static_cast<std::uint32_t>(value)) & 0xffffU;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out.push_back(static_cast<char>(bits >> count & 0xffU));
        }
    }
    const bool canonical = (bits & ((1U << count) - 1)) == 0;
    return canonical ? std::optional{out} : std::nullopt;
}

std::optional<SecretText> sasl_plain(std::string_view user, std::string_view password) {
    const std::string_view nul{"\0", 1};
    if (has_any(user, nul) || has_any(password, nul)) {
        return std::nullopt;
    }
    return encoded({nul, user, nul, password});
}

std::optional<SecretText> sasl_xoauth2(std::string_view user, std::string_view token) {
    if (has_any(user, field_ends) || has_any(token, field_ends)) {
        return std::nullopt;
    }
    return encoded({"user=", user, separators(1), "auth=Bearer ", token, separators(2)});
}

std::optional<SecretText> sasl_oauthbearer(
    std::string_view user, std::string_view host, unsigned port, std::string_view token
) {
    if (has_any(user, field_ends) || has_any(host, field_ends) || has_any(token, field_ends)) {
        return std::nullopt;
    }
    const std::string name = escaped(user);
    const std::string number = std::to_string(port);
    return encoded(
        {"n,a=",
         name,
         ",",
         separators(1),
         "host=",
         host,
         separators(1),
         "port=",
         number,
         separators(1),
         "auth=Bearer ",
         token,
         separators(2)}
    );
}

// message = [authzid] UTF8NUL authcid UTF8NUL passwd (RFC 4616)
std::optional<SaslCredentials> read_sasl_plain(std::string_view decoded) {
    const std::size_t first = decoded.find('\0');
    const std::size_t second =
        first == std::string_view::npos ? first : decoded.find('\0', first + 1);
    if (second == std::string_view::npos ||
        decoded.find('\0', second + 1) != std::string_view::npos) {
        return std::nullopt;
    }
    return SaslCredentials{
        std::string{decoded.substr(0, first)},
        std::string{decoded.substr(first + 1, second - first - 1)},
        SecretText{std::string{decoded.substr(second + 1)}}
    };
}

std::optional<SaslCredentials> read_sasl_xoauth2(std::string_view decoded) {
    const std::size_t end = decoded.find(separator);
    if (!decoded.starts_with("user=") || end == std::string_view::npos ||
        !decoded.ends_with(std::string(2, separator))) {
        return std::nullopt;
    }
    return bearer(std::string{decoded.substr(5, end - 5)}, decoded.substr(end + 1));
}

// gs2-header kvsep *kvpair kvsep (RFC 7628 3.1); gs2-header = ("n" / "y") "," ["a=" saslname] ","
std::optional<SaslCredentials> read_sasl_oauthbearer(std::string_view decoded) {
    const std::size_t end = decoded.find(separator);
    if (end == std::string_view::npos ||
        !(decoded.starts_with("n,") || decoded.starts_with("y,"))) {
        return std::nullopt;
    }
    std::string_view header = decoded.substr(2, end - 2);
    if (!header.ends_with(',')) {
        return std::nullopt;
    }
    header.remove_suffix(1);
    std::string user = header.starts_with("a=") ? unescaped(header.substr(2)) : std::string{};
    return bearer(std::move(user), decoded.substr(end + 1));
}

} // namespace imap::wire
