#include "testserver/mailbox/mime/decode.hpp"

#include "domain/mail/ascii.hpp"

#include <array>
#include <iconv.h>
#include <memory>
#include <optional>

namespace testserver::mime {
namespace {

using domain::equal_ignoring_case;

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return static_cast<unsigned>(c - '0');
    }
    const char lower = domain::ascii_lower(c);
    if (lower >= 'a' && lower <= 'f') {
        return static_cast<unsigned>(lower - 'a' + 10);
    }
    return std::nullopt;
}

std::optional<char> hex_pair(std::string_view text, std::size_t at) {
    if (at + 2 > text.size()) {
        return std::nullopt;
    }
    const auto high = hex_digit(text[at]);
    const auto low = hex_digit(text[at + 1]);
    return high && low ? std::optional{static_cast<char>(*high * 16 + *low)} : std::nullopt;
}

std::optional<unsigned> base64_digit(char c) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto at = alphabet.find(c);
    return at == std::string_view::npos ? std::nullopt : std::optional{static_cast<unsigned>(at)};
}

std::string decode_base64(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() * 3 / 4);
    unsigned bits = 0;
    unsigned count = 0;
    for (const char c : text) {
        if (c == '=') {
            break;
        }
        const auto digit = base64_digit(c);
        if (!digit) {
            continue;
        }
        bits = (bits << 6U | *digit) & 0xFFFFFFU;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>(bits >> count & 0xFFU);
        }
    }
    return bytes;
}

/// `underscores` are spaces in encoded words (RFC 2047 4.2), themselves in bodies.
std::string decode_quoted_printable(std::string_view text, bool underscores) {
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '_' && underscores) {
            bytes += ' ';
        } else if (text[at] != '=') {
            bytes += text[at];
        } else if (const auto byte = hex_pair(text, at + 1)) {
            bytes += *byte;
            at += 2;
        } else if (text.substr(at + 1).starts_with("\r\n")) {
            at += 2;
        } else if (text.substr(at + 1).starts_with("\n")) {
            at += 1;
        } else {
            bytes += '=';
        }
    }
    return bytes;
}

struct CloseIconv {
    using pointer = iconv_t;

    void operator()(iconv_t converter) const { iconv_close(converter); }
};

/// An encoded word at the start of `text`: its decoded bytes and how long it is.
struct EncodedWord {
    std::string text;
    std::size_t length = 0;
};

std::optional<EncodedWord> encoded_word(std::string_view text) {
    const auto charset_end = text.find('?', 2);
    if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() ||
        text[charset_end + 2] != '?') {
        return std::nullopt;
    }
    const auto start = charset_end + 3;
    const auto end = text.find("?=", start);
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    auto charset = text.substr(2, charset_end - 2);
    charset = charset.substr(0, charset.find('*')); // RFC 2231 5: a language may follow.
    const char kind = domain::ascii_lower(text[charset_end + 1]);
    const auto content = text.substr(start, end - start);
    if (kind != 'b' && kind != 'q') {
        return std::nullopt;
    }
    const auto bytes =
        kind == 'b' ? decode_base64(content) : decode_quoted_printable(content, true);
    return EncodedWord{to_utf8(bytes, charset), end + 2};
}

bool only_blanks(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
    const std::string name{
        charset.empty() || equal_ignoring_case(charset, "us-ascii") ? "UTF-8" : charset
    };
    std::unique_ptr<iconv_t, CloseIconv> converter{iconv_open("UTF-8", name.c_str())};
    const auto failed = reinterpret_cast<iconv_t>(-1); // NOLINT: POSIX says it so.
    if (converter.get() == failed) {
        // What is given up is the mark of failure, and no converter.
        static_cast<void>(converter.release()); // NOLINT(bugprone-unused-return-value)
        converter.reset(iconv_open("UTF-8", "WINDOWS-1252"));
    }
    std::string input{bytes};
    std::string text;
    char* in = input.data();
    std::size_t left = input.size();
    std::array<char, 1024> buffer{};
    while (left > 0) {
        char* out = buffer.data();
        std::size_t room = buffer.size();
        const auto result = iconv(converter.get(), &in, &left, &out, &room);
        text.append(buffer.data(), out);
        if (result == static_cast<std::size_t>(-1) && room == buffer.size() && left > 0) {
            text += replacement;
            ++in;
            --left;
        }
    }
    return text;
}

std::string decode_transfer(std::string_view body, std::string_view encoding) {
    if (equal_ignoring_case(encoding, "base64")) {
        return decode_base64(body);
    }
    if (equal_ignoring_case(encoding, "quoted-printable")) {
        return decode_quoted_printable(body, false);
    }
    return std::string{body};
}

std::string decode_words(std::string_view value) {
    std::string text;
    bool after_word = false; // White space between two encoded words is not shown (RFC 2047 6.2).
    while (!value.empty()) {
        const auto start = value.find("=?");
        const auto plain = value.substr(0, start);
        const auto word =
            start == std::string_view::npos ? std::nullopt : encoded_word(value.substr(start));
        if (!word) {
            const auto taken = start == std::string_view::npos ? value.size() : start + 2;
            text += value.substr(0, taken);
            value.remove_prefix(taken);
            after_word = false;
            continue;
        }
        if (!after_word || !only_blanks(plain)) {
            text += plain;
        }
        text += word->text;
        value.remove_prefix(start + word->length);
        after_word = true;
    }
    return text;
}

} // namespace testserver::mime
