#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imap::wire {

/// Modified UTF-7 of RFC 3501 5.1.3, in which mailbox names and Gmail's labels travel.
std::string to_mutf7(std::string_view utf8);

/// Absent when the text is not modified UTF-7: take it as UTF-8 then.
std::optional<std::string> from_mutf7(std::string_view text);

/// For people: decoded where that works, else as it is.
std::string readable_mailbox(std::string_view wire);

} // namespace imap::wire
