#include "testserver/oauth/form.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace testserver::oauth {
namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"-._~"}.find(c) != std::string_view::npos;
}

std::optional<char> escaped_byte(std::string_view digits) {
    unsigned value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const bool whole = digits.size() == 2 && end == digits.data() + digits.size();
    return error == std::errc{} && whole ? std::optional{static_cast<char>(value)} : std::nullopt;
}

std::string decoded(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto byte = text[0] == '%' ? escaped_byte(text.substr(1, 2)) : std::nullopt;
        out += byte.value_or(text[0] == '+' ? ' ' : text[0]);
        text.remove_prefix(byte ? 3 : 1);
    }
    return out;
}

} // namespace

Form Form::read(std::string_view text) {
    Form form;
    while (!text.empty() && form.fields_.size() < most_fields) {
        const auto field = text.substr(0, text.find('&'));
        const auto name = field.substr(0, field.find('='));
        const auto value = field.substr(std::min(name.size() + 1, field.size()));
        if (!field.empty()) {
            form.fields_.emplace_back(decoded(name), decoded(value));
        }
        text.remove_prefix(std::min(field.size() + 1, text.size()));
    }
    return form;
}

std::string_view Form::operator[](std::string_view name) const {
    const auto found = std::ranges::find(fields_, name, &Field::first);
    return found == fields_.end() ? std::string_view{} : std::string_view{found->second};
}

std::string url_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else {
            const auto code = static_cast<unsigned char>(c);
            out += {'%', digits[code >> 4U], digits[code & 0xFU]};
        }
    }
    return out;
}

std::string html_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

} // namespace testserver::oauth
