#pragma once

#include "adapters/imap/client/dialect.hpp"
#include "adapters/imap/wire/mailbox.hpp"
#include "ports/mail_store.hpp"

namespace imap::client {

/// A LIST line as a folder. Its role comes from its attributes (RFC 6154), never from its name,
/// which is localised; INBOX alone has a name that every server shares.
ports::Folder folder_of(const wire::List& listed, const Dialect& dialect);

} // namespace imap::client
