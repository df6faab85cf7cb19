#pragma once

#include "adapters/imap/wire/body.hpp"
#include "adapters/imap/wire/command.hpp"
#include "adapters/imap/wire/envelope.hpp"
#include "testserver/mailbox/mime/envelope.hpp"
#include "testserver/mailbox/mime/part.hpp"

#include <string_view>

namespace testserver {

namespace wire = imap::wire;

/// ENVELOPE and BODYSTRUCTURE of a stored mail, and the bytes that a section names (NIL when there
/// is no such part).
wire::Envelope wire_envelope(const mime::Envelope& envelope);
wire::BodyPart wire_body(const mime::Part& part, std::string_view raw);
wire::Content wire_content(
    const wire::command::FetchAttribute& attribute, const mime::Part& mail, std::string_view raw
);

} // namespace testserver
