#pragma once

#include <string>
#include <string_view>

namespace testserver::seeds {

/// UTF-8 in another charset; the text must fit into it.
std::string from_utf8(std::string_view text, const char* charset);
/// With a line end after each 76 characters.
std::string base64_lines(std::string_view bytes);
std::string quoted_printable(std::string_view bytes);
/// A header value: as it is when it is ASCII, else one encoded word (RFC 2047) for each few
/// characters.
std::string header_text(std::string_view utf8);

} // namespace testserver::seeds
