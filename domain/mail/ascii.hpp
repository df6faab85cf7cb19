#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace domain {

/// ASCII case folding: what header names, label names and domain names are compared by. Other bytes
/// pass as they are.
constexpr char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string ascii_lowered(std::string_view text) {
    std::string lowered{text};
    std::ranges::transform(lowered, lowered.begin(), ascii_lower);
    return lowered;
}

inline bool equal_ignoring_case(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, ascii_lower, ascii_lower);
}

} // namespace domain
