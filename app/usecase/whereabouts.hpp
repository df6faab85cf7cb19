#pragma once

#include "app/usecase/world.hpp"
#include "domain/mail/ids.hpp"
#include "ports/mail_store.hpp"

#include <map>

namespace usecase {

/// The messages of one folder and where each was when somebody last looked.
using Whereabouts = std::map<domain::MessageId, ports::Uid>;

/// Brings them up to date with the folder that is open: from the cache where that has the folder's
/// numbering of today, else by one look at who is where on the server. What is found nowhere keeps
/// its old place, which may be another message's by now: whoever reads there looks at the identity.
ports::Result<void> locate(
    ports::MailStore& mail,
    const World& world,
    const ports::FolderState& folder,
    Whereabouts& messages
);

} // namespace usecase
