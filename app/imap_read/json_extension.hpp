#pragma once

#include <boost/json/array.hpp>

#include <optional>
#include <string_view>

namespace imap_read {

/// The values of an extension that the codec does not know, as far as all extensions have one form
/// (tagged-ext-val of RFC 4466): lists, strings, literals, NIL, numbers and words, several of them
/// with spaces between. Absent when the text is of no such form.
std::optional<boost::json::array> extension_values(std::string_view octets);

} // namespace imap_read
