#pragma once

#include "adapters/config/settings.hpp"
#include "ports/result.hpp"
#include "ports/token_source.hpp"

#include <memory>

namespace compose {

/// Where the account's credential comes from, as configured. Reads no secret yet.
ports::Result<std::unique_ptr<ports::TokenSource>> token_source(const config::Settings& settings);

} // namespace compose
