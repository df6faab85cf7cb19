#pragma once

#include "ports/mail_store.hpp"
#include "ports/reporter.hpp"

namespace imap::client {

/// Tells whoever fetches of a message that is left out; the user where nobody else wants to know.
ports::Result<void> leave_out(
    const ports::FetchRequest& request, ports::Reporter& reporter, const ports::Undelivered& message
);

} // namespace imap::client
