#pragma once

#include "adapters/imap/wire/fetch.hpp"
#include "adapters/imap/wire/lexer.hpp"

#include <string_view>

namespace imap::wire::grammar {

/// The bytes of an item that has no section: RFC822 and its parts.
bool content(Lexer& in, Fetch& fetch, ContentSource source);

/// BODY[…]<…>, BINARY[…]<…>, BINARY.SIZE[…], the lexer at "[".
bool sectioned_item(Lexer& in, Fetch& fetch, std::string_view name);

} // namespace imap::wire::grammar
