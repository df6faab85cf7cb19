#pragma once

#include "domain/mail/ids.hpp"
#include "domain/mail/label.hpp"
#include "domain/mail/message.hpp"
#include "ports/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace mailfile {

/// Bytes of a file, from `begin` to before `end`.
struct Extent {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// A message as it lies in a file, with what the place where it lies says about it.
struct RawMail {
    std::string id; ///< Path below what was read ("work/12.eml"); in an mbox "inbox.mbox:3".
    std::optional<domain::Timestamp> received;
    domain::LabelSet labels;
    domain::Flags flags;
    std::string bytes; ///< RFC 5322, without the mbox's own line and quoting.
    Extent extent;     ///< In an mbox: where it stands, with its "From " line.
};

/// Takes each message in order; a failure ends the reading and is handed on.
using RawMailSink = std::function<ports::Result<void>(RawMail)>;

/// Something that is not mail, or too much of it, and was left out.
struct Skipped {
    std::string place; ///< "inbox.mbox:1203" with the line, or a path.
    std::string reason;
};

using SkippedSink = std::function<void(const Skipped&)>;

/// Gmail takes mail up to 50 MB; a longer message is left out.
inline constexpr std::size_t max_message_bytes = std::size_t{64} * 1024 * 1024;

} // namespace mailfile
