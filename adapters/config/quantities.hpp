#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace config {

/// "400 MB", "4096", "1.5GiB": decimal units as disks and providers count, binary ones with an i.
/// Nothing when it is no size or does not fit.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// "45s", "10m", "2h", "3d", "1w", or several of these ("1h30m"). Nothing when it is no duration.
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

} // namespace config
