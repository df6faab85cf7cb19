#pragma once

#include "adapters/imap/wire/body.hpp"
#include "domain/mail/message.hpp"
#include "ports/mime_reader.hpp"

namespace imap::client {

/// BODYSTRUCTURE as the leaves of the MIME tree, each with its section number (RFC 3501 6.4.5). A
/// message inside a message is one leaf. Names are decoded by `reader`.
domain::Structure structure_of(const wire::BodyPart& body, const ports::MimeReader& reader);

} // namespace imap::client
