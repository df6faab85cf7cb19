#pragma once

#include "testserver/mailbox/mime/part.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace testserver::mime {

/// The part that a section number names ("1.2" is {1, 2}; RFC 3501 6.4.5), or null. No numbers name
/// the mail itself.
const Part* find_part(const Part& mail, std::span<const std::uint32_t> numbers);

/// What HEADER and TEXT of a section look into: the mail itself, or the message inside the part
/// that was named; null when that part is no message.
const Part* message_of(const Part& part, bool is_mail);

/// The named header fields (or with `except` all others) and the empty line that ends them.
std::string select_fields(std::string_view header, std::span<const std::string> names, bool except);

} // namespace testserver::mime
