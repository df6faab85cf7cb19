#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace console {

// Text from mail and servers on a terminal: made harmless, measured, and cut to columns.

/// Nothing in it can move a cursor, colour, or turn the reading direction: line ends and tabs
/// become blanks, other controls and broken UTF-8 U+FFFD.
std::string harmless(std::string_view text);

/// Columns that a terminal gives the text (UTF-8): two for wide characters, none for combining
/// ones.
std::size_t width(std::string_view text);

/// At most so many columns, with "…" where something was cut.
std::string fitted(std::string_view text, std::size_t columns);

enum class Side : unsigned char { left, right };

/// Exactly so many columns: cut, or filled with blanks behind (left) or before it (right).
std::string padded(std::string_view text, std::size_t columns, Side side = Side::left);

} // namespace console
