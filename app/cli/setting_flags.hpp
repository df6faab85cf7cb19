#pragma once

#include "app/cli/verb.hpp"

#include <span>

namespace cli {

/// Each config key as a flag, made from the keys' own table.
std::span<const Flag> setting_flags();

} // namespace cli
