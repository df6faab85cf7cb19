#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace imap::wire {

/// The character classes of RFC 3501 section 9, one table for all lexers.
namespace character {

inline constexpr std::uint8_t atom = 1;    ///< ATOM-CHAR
inline constexpr std::uint8_t astring = 2; ///< ASTRING-CHAR: atom or "]"
inline constexpr std::uint8_t tag = 4;     ///< ASTRING-CHAR without "+"
inline constexpr std::uint8_t list = 8;    ///< list-char: astring, "%" or "*"
inline constexpr std::uint8_t digit = 16;
inline constexpr std::uint8_t plain =
    32; ///< QUOTED-CHAR that needs no care: no quote, backslash, CR, LF, NUL, 8-bit
inline constexpr std::uint8_t loose =
    64; ///< Anything that cannot end a word: no SP, ")", CR, LF, NUL

consteval std::array<std::uint8_t, 256> make_table() {
    std::array<std::uint8_t, 256> table{};
    for (unsigned c = 0; c < 256; ++c) {
        const auto special = std::string_view{"(){ %*\"\\]"}.find(static_cast<char>(c));
        const bool control = c < 0x20 || c == 0x7f;
        const bool is_atom = c < 0x80 && !control && special == std::string_view::npos;
        const bool is_astring = is_atom || c == ']';
        std::uint8_t bits = 0;
        bits |= is_atom ? atom : 0;
        bits |= is_astring ? astring : 0;
        bits |= is_astring && c != '+' ? tag : 0;
        bits |= is_astring || c == '%' || c == '*' ? list : 0;
        bits |= c >= '0' && c <= '9' ? digit : 0;
        bits |= c != 0 && c < 0x80 && c != '"' && c != '\\' && c != '\r' && c != '\n' ? plain : 0;
        bits |= c != 0 && c != ' ' && c != ')' && c != '\r' && c != '\n' ? loose : 0;
        table[c] = bits;
    }
    return table;
}

inline constexpr std::array<std::uint8_t, 256> table = make_table();

} // namespace character

constexpr bool is(char c, std::uint8_t classes) {
    return (character::table[static_cast<unsigned char>(c)] & classes) != 0;
}

constexpr bool all_are(std::string_view text, std::uint8_t classes) {
    return std::ranges::all_of(text, [classes](char c) { return is(c, classes); });
}

constexpr char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

inline std::string uppered(std::string_view text) {
    std::string result{text};
    for (char& c : result) {
        c = upper(c);
    }
    return result;
}

/// True when `text` is `upper_case` without regard to case.
constexpr bool same_word(std::string_view text, std::string_view upper_case) {
    if (text.size() != upper_case.size()) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (upper(text[i]) != upper_case[i]) {
            return false;
        }
    }
    return true;
}

} // namespace imap::wire
