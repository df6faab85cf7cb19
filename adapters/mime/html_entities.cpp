#include "adapters/mime/html_entities.hpp"

#include "adapters/mime/charset.hpp"
#include "adapters/mime/html_entity_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace mime {

namespace {

static_assert(std::ranges::is_sorted(named_characters, {}, &NamedCharacter::name));

/// A longer run of letters is no name: bounds what is looked at for each "&".
constexpr std::size_t max_name = 10;

struct Reference {
    char32_t character = 0;
    std::size_t length = 0; ///< Of its spelling behind the "&".
};

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// HTML reads the C1 controls as windows-1252, which is what their authors meant.
char32_t without_c1(std::uint32_t number) {
    static constexpr std::array<char16_t, 32> windows_1252{
        0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
        0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178
    };
    if (number >= 0x80 && number < 0xa0) {
        return windows_1252[number - 0x80];
    }
    return number == 0 ? char32_t{0xfffd} : char32_t{number};
}

/// "#8212;" or "#x2014;"; the semicolon may be missing.
std::optional<Reference> numeric(std::string_view text) {
    const bool hexadecimal = text.size() > 1 && (text[1] == 'x' || text[1] == 'X');
    const char* const begin = text.data() + (hexadecimal ? 2 : 1);
    const char* const end = text.data() + text.size();
    std::uint32_t number = 0;
    auto [stop, error] = std::from_chars(begin, end, number, hexadecimal ? 16 : 10);
    if (stop == begin) {
        return std::nullopt;
    }
    if (error != std::errc{}) {
        number = 0xfffd;
    }
    stop += stop != end && *stop == ';' ? 1 : 0;
    return Reference{without_c1(number), static_cast<std::size_t>(stop - text.data())};
}

std::optional<Reference> named(std::string_view text, EntityPlace place) {
    std::size_t length = 0;
    while (length < text.size() && length <= max_name && is_alphanumeric(text[length])) {
        ++length;
    }
    const auto* const found = std::ranges::lower_bound(
        named_characters, text.substr(0, length), {}, &NamedCharacter::name
    );
    if (found == named_characters.end() || found->name != text.substr(0, length)) {
        return std::nullopt;
    }
    const bool ended = length < text.size() && text[length] == ';';
    if (!ended && place == EntityPlace::attribute) {
        return std::nullopt;
    }
    return Reference{found->character, length + (ended ? 1 : 0)};
}

} // namespace

void append_decoded(std::string& to, std::string_view text, EntityPlace place) {
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find('&'), text.size());
        to += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) {
            return;
        }
        text.remove_prefix(1);
        const auto reference = text.starts_with('#') ? numeric(text) : named(text, place);
        if (reference) {
            append_utf8(to, reference->character);
            text.remove_prefix(reference->length);
        } else {
            to += '&';
        }
    }
}

} // namespace mime
