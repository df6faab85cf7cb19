#pragma once

#include "ports/message_cache.hpp"

#include <string_view>

namespace usecase {

/// Finds a message by what a user can name it with: its id as reports print it ("gm:1743…"),
/// Gmail's own id in decimal or, as in web addresses, in hexadecimal, or its Message-ID header.
ports::Result<ports::CachedMessage> find_message(ports::MessageCache& cache, std::string_view name);

} // namespace usecase
