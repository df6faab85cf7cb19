#include "testserver/mailbox/seeds/encode.hpp"

#include <algorithm>
#include <iconv.h>

namespace testserver::seeds {
namespace {

constexpr std::size_t line_length = 76; // RFC 2045 6.7 and 6.8.

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto group = bytes.substr(at, 3);
        unsigned bits = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            bits = bits << 8U | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            text += i <= group.size() ? alphabet[bits >> (18U - 6U * i) & 63U] : '=';
        }
    }
    return text;
}

} // namespace

std::string from_utf8(std::string_view text, const char* charset) {
    auto* const converter = iconv_open(charset, "UTF-8");
    std::string input{text};
    std::string output(text.size() * 2 + 16, '\0');
    char* in = input.data();
    char* out = output.data();
    auto left = input.size();
    auto room = output.size();
    iconv(converter, &in, &left, &out, &room);
    iconv(converter, nullptr, nullptr, &out, &room); // ISO-2022-JP ends in ASCII again.
    iconv_close(converter);
    output.resize(output.size() - room);
    return output;
}

std::string base64_lines(std::string_view bytes) {
    const auto text = base64(bytes);
    std::string lines;
    for (std::size_t at = 0; at < text.size(); at += line_length) {
        lines += text.substr(at, line_length) + "\r\n";
    }
    return lines;
}

std::string quoted_printable(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    std::size_t column = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n' || c == '\r') {
            text += c;
            column = 0;
            continue;
        }
        const bool plain = byte >= ' ' && byte < 0x7F && c != '=';
        if (column + (plain ? 1 : 3) >= line_length) {
            text += "=\r\n";
            column = 0;
        }
        if (plain) {
            text += c;
        } else {
            text += {'=', digits[byte >> 4U], digits[byte & 15U]};
        }
        column += plain ? 1 : 3;
    }
    return text;
}

std::string header_text(std::string_view utf8) {
    if (is_ascii(utf8)) {
        return std::string{utf8};
    }
    constexpr std::size_t bytes_in_word = 36; // Keeps each word below 75 characters.
    std::string words;
    while (!utf8.empty()) {
        auto end = std::min(bytes_in_word, utf8.size());
        while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0U) == 0x80U) {
            --end; // A character must not be cut.
        }
        words +=
            (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(utf8.substr(0, end)) + "?=";
        utf8.remove_prefix(end);
    }
    return words;
}

} // namespace testserver::seeds
