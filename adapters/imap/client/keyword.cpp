#include "adapters/imap/client/keyword.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace imap::client {

namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

// ATOM-CHAR: any CHAR except atom-specials (RFC 3501 9).
bool is_atom_char(char c) {
    return c > ' ' && c <= '~' && std::string_view{"(){%*\"\\]"}.find(c) == std::string_view::npos;
}

/// The byte that "=XX" at the start of `text` stands for.
std::optional<char> escaped_byte(std::string_view text) {
    if (text.size() < 3 || text[0] != '=') {
        return std::nullopt;
    }
    const std::size_t high = hex_digits.find(text[1]);
    const std::size_t low = hex_digits.find(text[2]);
    if (high == std::string_view::npos || low == std::string_view::npos) {
        return std::nullopt;
    }
    return static_cast<char>(high * 16 + low);
}

} // namespace

std::string keyword_from_label(std::string_view label) {
    std::string keyword;
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (is_atom_char(label[i]) && !escaped_byte(label.substr(i))) {
            keyword += label[i];
            continue;
        }
        const auto byte = static_cast<unsigned char>(label[i]);
        keyword += '=';
        keyword += hex_digits[byte / 16];
        keyword += hex_digits[byte % 16];
    }
    return keyword;
}

std::string label_from_keyword(std::string_view keyword) {
    std::string label;
    for (std::string_view rest = keyword; !rest.empty();) {
        const std::optional<char> byte = escaped_byte(rest);
        label += byte.value_or(rest.front());
        rest.remove_prefix(byte ? 3 : 1);
    }
    return keyword_from_label(label) == keyword ? label : std::string{keyword};
}

bool is_registered_keyword(std::string_view keyword) {
    constexpr std::array<std::string_view, 16> registered{
        "$MDNSent",
        "$Forwarded",
        "$SubmitPending",
        "$Submitted",
        "$Junk",
        "$NotJunk",
        "$Phishing",
        "$NotPhishing",
        "$Important",
        "$HasAttachment",
        "$HasNoAttachment",
        "$recent",
        "Junk",
        "NonJunk",
        "NotJunk",
        "Forwarded",
    };
    return std::ranges::any_of(registered, [keyword](std::string_view known) {
        return domain::equal_ignoring_case(known, keyword);
    });
}

} // namespace imap::client
