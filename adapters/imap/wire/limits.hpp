#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace imap::wire {

/// What one peer may make us hold or recurse into. Memory follows the bytes that arrived, never a
/// size that was announced.
struct Limits {
    /// Octets of one line without its literals. Gmail answers SEARCH on one line: a mailbox of a
    /// million messages takes 8 MB.
    std::size_t line = std::size_t{16} << 20U;
    /// Octets of one literal that is kept in memory. Gmail's largest message is 35,651,584 octets
    /// (APPENDLIMIT); base64 and headers fit in this with room.
    std::size_t literal = std::size_t{64} << 20U;
    /// Octets of one literal that a client sends without waiting for "+": 4096 with LITERAL- (RFC
    /// 7888 5), where a longer one is read over and refused.
    std::size_t unasked_literal = std::numeric_limits<std::size_t>::max();
    /// Octets of one response or command with its literals.
    std::size_t message = std::size_t{96} << 20U;
    /// Literals in one response or command: a header FETCH has one, an ENVELOPE a few dozen.
    std::size_t literals = 10'000;
    /// Literals from this size on are handed over in pieces and never kept.
    std::uint64_t stream_from = std::numeric_limits<std::uint64_t>::max();
    /// The longest literal that is skipped or streamed to keep the stream in step: number in
    /// RFC 3501 has 32 bits. A longer announcement is a fault that ends the trust in the stream.
    std::uint64_t skip = std::numeric_limits<std::uint32_t>::max();
    /// Parentheses in parentheses: body structures, threads, searches. Real mail stays under 30.
    unsigned depth = 100;
};

/// For a server that reads commands: Dovecot's line cap; Gmail takes at least 16 KB a line.
inline constexpr Limits command_limits{
    .line = std::size_t{64} << 10U,
    .literal = std::size_t{36} << 20U,
    .message = std::size_t{40} << 20U,
    .literals = 1'000
};

} // namespace imap::wire
