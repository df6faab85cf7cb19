#pragma once

#include "adapters/imap/wire/command.hpp"
#include "adapters/imap/wire/diagnostic.hpp"
#include "adapters/imap/wire/framer.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace imap::wire {

struct CommandOptions {
    /// UTF8=ACCEPT is enabled: quoted strings may hold UTF-8 (RFC 6855).
    bool utf8 = false;
    unsigned depth = Limits{}.depth;
};

/// A command that could not be read: the tag for the BAD, as far as there is one.
struct CommandFault {
    std::string tag;  ///< Empty when the tag itself is bad.
    std::string verb; ///< Upper case, when it was reached.
    Diagnostic diagnostic;
};

/// Takes one command apart, strictly: like Gmail this refuses trailing spaces and 8-bit quoted
/// strings. Streamed literals (APPEND) are refused too: a server keeps what it was sent.
std::variant<command::Command, CommandFault>
read_command(std::string_view text, const CommandOptions& options = {});

/// The tag and the verb in upper case ("UID FETCH") of a command that need not be complete, such as
/// FrameFault::head or LiteralAnnounced::head.
struct CommandHead {
    std::string tag;
    std::string verb;
};

CommandHead head_of(std::string_view text);

} // namespace imap::wire
