#pragma once

#include <string>
#include <string_view>

namespace testserver::mime {

/// Any bytes in a charset as UTF-8; what cannot be converted becomes U+FFFD. An unknown charset is
/// taken for Windows-1252.
std::string to_utf8(std::string_view bytes, std::string_view charset);

/// Undoes a Content-Transfer-Encoding; unknown ones pass as they are. Broken base64 ends early.
std::string decode_transfer(std::string_view body, std::string_view encoding);

/// A header value with its encoded words (RFC 2047) decoded to UTF-8.
std::string decode_words(std::string_view value);

/// The text that a reader sees: tags, scripts and styles gone, common entities decoded.
std::string html_to_text(std::string_view html);

} // namespace testserver::mime
