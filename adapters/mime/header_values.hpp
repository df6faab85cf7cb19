#pragma once

#include "adapters/mime/header_block.hpp"
#include "domain/mail/message.hpp"

namespace mime {

/// Every field decoded, and the ones that rules and learner ask for most taken apart.
domain::Headers header_values(const HeaderBlock& header);

} // namespace mime
