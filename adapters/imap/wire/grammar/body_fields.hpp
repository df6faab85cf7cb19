#pragma once

#include "adapters/imap/wire/body.hpp"
#include "adapters/imap/wire/lexer.hpp"

namespace imap::wire::grammar {

/// SP body-fld-param SP body-fld-id SP body-fld-desc SP body-fld-enc SP body-fld-octets.
bool body_fields(Lexer& in, BodyPart& part);

/// The optional extension data up to the closing parenthesis, each with its leading space.
bool single_extension(Lexer& in, BodyPart& part);
bool multipart_extension(Lexer& in, BodyPart& part);
/// Of a multipart that is described like a single part: either form.
bool mixed_extension(Lexer& in, BodyPart& part);

} // namespace imap::wire::grammar
