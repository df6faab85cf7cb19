#pragma once

#include <optional>
#include <stop_token>
#include <string>

namespace cli {

/// A line typed at a terminal without being shown. Nothing when a stop is asked for; in any case
/// the terminal is left as it was. What is no terminal is read all the same.
std::optional<std::string> hidden_line(int terminal, const std::stop_token& stop);

} // namespace cli
