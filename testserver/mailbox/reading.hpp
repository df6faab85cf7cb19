#pragma once

#include "domain/mail/message.hpp"
#include "testserver/mailbox/message.hpp"

namespace testserver {

/// A stored mail as a domain value with everything up to `evidence`: what X-GM-RAW asks its words
/// about. Reads with this folder's own MIME walker, not the client's.
domain::Message read_mail(const Message& message, domain::Evidence evidence);

} // namespace testserver
