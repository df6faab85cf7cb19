#pragma once

#include "ports/failure.hpp"

#include <string>
#include <string_view>

namespace imap::client {

/// What a server means by its refusals. Servers say the cause in a response code (RFC 5530) or,
/// like Gmail, only in words; here both become kinds of failure.

/// What the server said, safe to print: no control characters, valid UTF-8, not endless.
std::string printable(std::string_view text);

/// A tagged NO or BAD to AUTHENTICATE: `credential_refused` unless the server says another cause.
/// `code` is the response code's name, or empty.
ports::Failure login_refused(std::string_view code, std::string_view text);

/// An untagged BYE.
ports::Failure server_said_bye(std::string_view code, std::string_view text);

/// A tagged NO or BAD to another command; `doing` says in words what the command was for.
ports::Failure
command_refused(std::string_view doing, std::string_view code, std::string_view text);

/// Gmail's "System Error": nothing is wrong with what was asked, and later it may be answered.
bool is_own_trouble(std::string_view text);

} // namespace imap::client
