#pragma once

#include <string>
#include <string_view>

namespace mime {

/// True when the field holds encoded words, or bytes that are not UTF-8.
bool is_encoded(std::string_view value);

/// The words of an unfolded field with its encoded words decoded (RFC 2047), in valid UTF-8 and
/// still on one line.
std::string decoded_words(const std::string& value);

/// Line ends and NULs that a sender hid in an encoding become blanks.
std::string on_one_line(std::string text);

} // namespace mime
