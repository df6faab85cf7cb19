#pragma once

#include "adapters/config/keys.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace config {

/// A key's value, checked against its type: sizes in bytes, durations in seconds. monostate: not
/// said.
using Value =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// A value, or what is wrong with it ("must be …, not …").
struct Checked {
    Value value;
    std::string problem;
};

/// From a flag or a variable.
Checked parse_value(const Key& key, std::string_view text);

/// From a number of a config file.
Checked check_number(const Key& key, double number, std::string_view as_written);

} // namespace config
