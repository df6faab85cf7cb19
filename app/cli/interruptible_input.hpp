#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>

namespace cli {

/// Whether a terminal shows what is typed.
enum class Echo : unsigned char { shown, hidden };

/// A line from a descriptor, without its end. Nothing when a stop is asked for; in any case a
/// terminal is left as it was.
std::optional<std::string> line_from(int input, Echo echo, const std::stop_token& stop);

/// All that comes until the end of the input, or until it is more than `most` bytes. Nothing when a
/// stop is asked for.
std::optional<std::string> all_from(int input, std::size_t most, const std::stop_token& stop);

} // namespace cli
