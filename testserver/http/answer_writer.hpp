#pragma once

#include "testserver/http/http_message.hpp"
#include "testserver/scenario/http_fault.hpp"

#include <string>

namespace testserver {

/// The answer as a scenario wants it, all but its damage.
HttpAnswer changed(HttpAnswer answer, const HttpChange& change);

/// Its bytes (RFC 9112), damaged where that is asked for, and a close where the damage is one.
Steps written(const HttpAnswer& answer, std::optional<HttpDamage> damage, bool keep_alive);

} // namespace testserver
