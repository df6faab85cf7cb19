#pragma once

#include "adapters/imap/wire/sasl.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// How a secret may show: as it is, and in base64 at each of the three offsets, which is how it
/// stands in the SASL string that holds it. Search for each.
inline std::vector<std::string> forms_of(std::string_view secret) {
    constexpr std::size_t bits_of_byte = 8;
    constexpr std::size_t bits_of_letter = 6;
    std::vector<std::string> forms{std::string{secret}};
    for (std::size_t before = 0; before < 3; ++before) {
        const auto whole = imap::wire::base64(std::string(before, '\0').append(secret));
        // The letters that hold bits of the secret and of nothing else.
        const auto first = (before * bits_of_byte + bits_of_letter - 1) / bits_of_letter;
        const auto last = (before + secret.size()) * bits_of_byte / bits_of_letter;
        forms.push_back(whole.substr(first, last - first));
    }
    return forms;
}

} // namespace support
