#pragma once

#include <string>
#include <string_view>

namespace mime {

/// Whether a text ends where its sender ended it, or was cut anywhere.
enum class Ending : unsigned char { whole, cut };

/// The text in UTF-8. Total: a charset that is unknown, absent or wrong gives the best reading
/// there is, and what cannot be read becomes U+FFFD. Of a cut text the last, half character goes.
std::string to_utf8(std::string_view bytes, std::string_view charset, Ending ending);

/// Valid UTF-8 in any case: what is not becomes U+FFFD.
std::string repaired_utf8(std::string_view bytes, Ending ending = Ending::whole);

bool is_ascii(std::string_view bytes);
bool is_utf8(std::string_view bytes, Ending ending = Ending::whole);

/// Appends the character; U+FFFD for what is none.
void append_utf8(std::string& text, char32_t character);

} // namespace mime
