#pragma once

#include "adapters/imap/wire/client_command.hpp"
#include "adapters/imap/wire/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imap::wire {

/// What the server's capabilities allow the writer.
struct WriteOptions {
    /// The longest literal that needs no "+": 0 without RFC 7888, 4096 with LITERAL-, no bound with
    /// LITERAL+.
    std::uint64_t free_literal = 0;
    /// UTF8=ACCEPT is enabled: UTF-8 may stand in quoted strings.
    bool utf8 = false;
};

/// The longest literal that LITERAL- lets a client send without waiting (RFC 7888 4).
inline constexpr std::uint64_t literal_minus_octets = 4096;

/// A piece of a command. `wait` means: send the next piece only after the server's "+".
struct CommandChunk {
    std::string bytes;
    bool wait = false;
};

struct EncodedCommand {
    std::vector<CommandChunk> chunks;
    std::string trace; ///< One line for people, secrets as "•••", literals as their length.
};

/// Fails on NUL, CR, LF or 8-bit where the grammar has no form for them, on forbidden flags and
/// labels, on an empty set, and on a bad tag.
Parsed<EncodedCommand> write_command(
    std::string_view tag, const client::ClientCommand& command, const WriteOptions& options = {}
);

/// The line that ends IDLE.
inline constexpr std::string_view done_line = "DONE\r\n";

/// The command's name without arguments, for events and traces: "UID FETCH".
std::string_view name_of(const client::ClientCommand& command);

} // namespace imap::wire
