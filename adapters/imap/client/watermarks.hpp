#pragma once

#include "ports/mail_store.hpp"

#include <string>

namespace imap::client {

/// What the numbers of a folder say of the time in which nobody looked. An arrival raises UIDNEXT
/// (RFC 3501 2.3.1.1) and a change HIGHESTMODSEQ (RFC 7162 3.1.2.1), so that where both are as they
/// were nothing was missed: "nothing came (UIDNEXT 66, EXISTS 3, HIGHESTMODSEQ 22748 as before)".
std::string compared(const ports::FolderState& before, const ports::FolderState& now);

} // namespace imap::client
