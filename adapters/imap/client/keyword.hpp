#pragma once

#include <string>
#include <string_view>

namespace imap::client {

/// Labels as IMAP keywords, for servers without X-GM-LABELS. A keyword is an atom (RFC 3501 9): no
/// spaces, no non-ASCII, few specials. Names that are atoms stay as they are, so that labels which
/// another program gave keep their name; each other byte of the UTF-8 name becomes "=XX", and so
/// does a "=" that would read as such.
std::string keyword_from_label(std::string_view label);

/// The inverse. A keyword that no label could have become is its own label.
std::string label_from_keyword(std::string_view keyword);

/// True for keywords that programs and not users set: those that IANA registers (RFC 5788), with
/// the spellings of before. They are not labels.
bool is_registered_keyword(std::string_view keyword);

} // namespace imap::client
