#include "adapters/oauth/http.hpp"

#include <charconv>

namespace oauth {

namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

bool is_unreserved(char c) { // RFC 3986 2.3
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void append_encoded(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex_digits[byte >> 4U];
        out += hex_digits[byte & 15U];
    }
}

void append_pair(std::string& out, std::string_view name, std::string_view value) {
    if (!out.empty()) {
        out += '&';
    }
    append_encoded(out, name);
    out += '=';
    append_encoded(out, value);
}

std::optional<char> hex_byte(std::string_view two) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(two.data(), two.data() + two.size(), value, 16);
    if (two.size() != 2 || error != std::errc{} || end != two.data() + 2) {
        return std::nullopt;
    }
    return static_cast<char>(value);
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (const auto byte = hex_byte(text.substr(i + 1, 2))) {
                out += *byte;
                i += 2;
                continue;
            }
        }
        out += text[i] == '+' ? ' ' : text[i];
    }
    return out;
}

} // namespace

std::optional<Url> parse_https_url(std::string_view text) {
    constexpr std::string_view scheme = "https://";
    if (!text.starts_with(scheme)) {
        return std::nullopt;
    }
    text.remove_prefix(scheme.size());
    const auto slash = text.find('/');
    const auto authority = text.substr(0, slash);
    Url url;
    if (slash != std::string_view::npos) {
        url.path = text.substr(slash);
    }
    const auto colon = authority.rfind(':');
    url.host = authority.substr(0, colon);
    if (colon != std::string_view::npos) {
        const auto digits = authority.substr(colon + 1);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
        if (error != std::errc{} || end != digits.data() + digits.size()) {
            return std::nullopt;
        }
    }
    if (url.host.empty() || url.host.find_first_of("@ \r\n") != std::string::npos) {
        return std::nullopt;
    }
    return url;
}

std::string form_encoded(const Form& form) {
    std::string out;
    for (const auto& [name, value] : form) {
        append_pair(out, name, value);
    }
    return out;
}

ports::Secret secret_form(std::initializer_list<std::pair<std::string_view, std::string_view>> form
) {
    constexpr std::size_t longest_code = 3; // "%41"
    std::size_t most = 0;
    for (const auto& [name, value] : form) {
        most += longest_code * (name.size() + value.size()) + 2;
    }
    std::string out;
    out.reserve(most); // Growing would leave the old text behind.
    for (const auto& [name, value] : form) {
        append_pair(out, name, value);
    }
    return ports::Secret{std::move(out)};
}

Form form_decoded(std::string_view text) {
    Form form;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        const auto equals = pair.find('=');
        if (!pair.empty()) {
            const auto value =
                equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
            form.emplace_back(decoded(pair.substr(0, equals)), decoded(value));
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return form;
}

} // namespace oauth
