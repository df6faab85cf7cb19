#pragma once

#include "adapters/config/load.hpp"
#include "ports/reporter.hpp"
#include "ports/result.hpp"

#include <map>
#include <string>

namespace compose {

using Flags = std::map<std::string, std::string, std::less<>>;

/// Flags, this process's variables and the config file put together, with all that is wrong.
ports::Result<config::Loaded> load_settings(const Flags& flags);

/// The same, when nothing is wrong with it; warnings go to the reporter.
ports::Result<config::Loaded> usable_settings(const Flags& flags, ports::Reporter& reporter);

} // namespace compose
