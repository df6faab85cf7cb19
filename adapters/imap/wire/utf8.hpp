#pragma once

#include <cstddef>
#include <string_view>

namespace imap::wire {

/// Octets of the UTF-8 sequence at the start of `text`: 0 when it is not one (overlong forms,
/// surrogates and cut sequences are not).
std::size_t utf8_length(std::string_view text);

bool is_utf8(std::string_view text);

} // namespace imap::wire
