#include "adapters/imap/wire/utf8.hpp"

#include <array>

namespace imap::wire {

namespace {

/// A row of RFC 3629 section 4: how the first two octets of a sequence bound it.
struct Lead {
    unsigned char from, to;
    unsigned char second_from, second_to;
    std::size_t octets;
};

constexpr std::array<Lead, 8> leads{{
    {0xc2, 0xdf, 0x80, 0xbf, 2},
    {0xe0, 0xe0, 0xa0, 0xbf, 3},
    {0xe1, 0xec, 0x80, 0xbf, 3},
    {0xed, 0xed, 0x80, 0x9f, 3},
    {0xee, 0xef, 0x80, 0xbf, 3},
    {0xf0, 0xf0, 0x90, 0xbf, 4},
    {0xf1, 0xf3, 0x80, 0xbf, 4},
    {0xf4, 0xf4, 0x80, 0x8f, 4},
}};

bool between(char c, unsigned char from, unsigned char to) {
    const auto octet = static_cast<unsigned char>(c);
    return octet >= from && octet <= to;
}

} // namespace

std::size_t utf8_length(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    if (between(text[0], 0, 0x7f)) {
        return 1;
    }
    for (const Lead& lead : leads) {
        if (!between(text[0], lead.from, lead.to)) {
            continue;
        }
        if (text.size() < lead.octets || !between(text[1], lead.second_from, lead.second_to)) {
            return 0;
        }
        for (std::size_t i = 2; i < lead.octets; ++i) {
            if (!between(text[i], 0x80, 0xbf)) {
                return 0;
            }
        }
        return lead.octets;
    }
    return 0;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t octets = utf8_length(text);
        if (octets == 0) {
            return false;
        }
        text.remove_prefix(octets);
    }
    return true;
}

} // namespace imap::wire
