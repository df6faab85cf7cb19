#pragma once

#include "ports/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace cli {

/// A plan for a million messages fits; what is larger is no plan.
inline constexpr std::size_t max_file_bytes = std::size_t{1} << 30U;

/// A file that the user named; `local_io` when it cannot be read.
ports::Result<std::string> read_file(const std::string& path);
/// Whole or not at all: written beside it and renamed.
ports::Result<void> write_file(const std::string& path, std::string_view content);

} // namespace cli
