#pragma once

#include "domain/mail/ids.hpp"

#include <optional>
#include <string_view>

namespace mailfile {

/// What begins a message in an mbox.
struct FromLine {
    std::optional<domain::Timestamp> received; ///< UTC where it names no zone (RFC 4155).
};

/// "From ann@x.example Thu Jan  1 00:00:00 1970", also with a zone, with or without its line end. A
/// sentence that begins with "From " has no such date and is none.
std::optional<FromLine> parse_from_line(std::string_view line);

/// The message without a "From " line that precedes its header.
std::string_view without_from_line(std::string_view message);

} // namespace mailfile
