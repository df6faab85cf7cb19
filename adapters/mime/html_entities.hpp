#pragma once

#include <string>
#include <string_view>

namespace mime {

/// Where a character reference stands: in an attribute "&copy=1" is part of a link.
enum class EntityPlace : unsigned char { text, attribute };

/// Appends the text with its character references decoded. What is none stays as it is.
void append_decoded(std::string& to, std::string_view text, EntityPlace place);

} // namespace mime
