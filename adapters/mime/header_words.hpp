#pragma once

#include <string>

namespace mime {

/// The words of an unfolded field with its encoded words decoded (RFC 2047), in valid UTF-8 and
/// still on one line.
std::string decoded_words(std::string value);

/// Line ends and NULs that a sender hid in an encoding become blanks.
std::string on_one_line(std::string text);

} // namespace mime
