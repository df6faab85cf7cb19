#include "adapters/console/visible.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace console {

namespace {

struct Character {
    utf8proc_int32_t code = -1; ///< Negative for bytes that are no UTF-8.
    std::size_t length = 1;
};

Character first(std::string_view text) {
    Character character;
    const auto* const bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto length =
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &character.code);
    character.length = length > 0 ? static_cast<std::size_t>(length) : 1;
    return character;
}

bool is_blank(utf8proc_int32_t code) {
    return code == '\t' || code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029;
}

/// Controls, and the invisible format characters that reorder what stands beside them (Unicode
/// bidirectional embeddings, overrides and isolates).
bool is_dangerous(utf8proc_int32_t code) {
    const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const bool reorders = code == 0x200e || code == 0x200f || code == 0x061c ||
                          (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    return control || reorders;
}

std::size_t columns_of(utf8proc_int32_t code) {
    return code < 0 ? 1 : static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code)));
}

/// The bytes of the longest start that fits into the columns.
std::size_t bytes_within(std::string_view text, std::size_t columns) {
    std::size_t bytes = 0;
    std::size_t used = 0;
    while (bytes < text.size()) {
        const Character character = first(text.substr(bytes));
        used += columns_of(character.code);
        if (used > columns) {
            break;
        }
        bytes += character.length;
    }
    return bytes;
}

} // namespace

std::string harmless(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    while (!text.empty()) {
        const Character character = first(text);
        if (is_blank(character.code)) {
            shown += ' ';
        } else if (is_dangerous(character.code)) {
            shown += "\xef\xbf\xbd";
        } else {
            shown += text.substr(0, character.length);
        }
        text.remove_prefix(character.length);
    }
    return shown;
}

std::size_t width(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const Character character = first(text);
        columns += columns_of(character.code);
        text.remove_prefix(character.length);
    }
    return columns;
}

std::string fitted(std::string_view text, std::size_t columns) {
    if (width(text) <= columns) {
        return std::string{text};
    }
    if (columns == 0) {
        return {};
    }
    return std::string{text.substr(0, bytes_within(text, columns - 1))} + "…";
}

std::string padded(std::string_view text, std::size_t columns, Side side) {
    std::string shown = fitted(text, columns);
    const std::string fill(columns - width(shown), ' ');
    return side == Side::left ? shown + fill : fill + shown;
}

} // namespace console
