#pragma once

#include <algorithm>

namespace domain::rules {

/// Kleene's three values, ordered so that "and" is the smaller and "or" the larger. *unknown* means
/// that a part of the message which was not fetched could still decide.
enum class Truth : unsigned char { no, unknown, yes };

constexpr Truth truth(bool value) {
    return value ? Truth::yes : Truth::no;
}

constexpr Truth operator!(Truth value) {
    return static_cast<Truth>(2U - static_cast<unsigned>(value));
}

constexpr Truth both(Truth left, Truth right) {
    return std::min(left, right);
}

constexpr Truth either(Truth left, Truth right) {
    return std::max(left, right);
}

} // namespace domain::rules
