#pragma once

#include "app/cli/verb.hpp"
#include "ports/result.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

/// A command line, taken apart.
struct Arguments {
    using Values = std::map<std::string, std::string, std::less<>>;

    const Verb* verb = nullptr; ///< Null: none was given.
    std::vector<std::string> operands;
    Values flags;    ///< Of the verb and common ones; a switch has an empty value.
    Values settings; ///< Flags that are config keys, by their flag's name.
    bool help = false;

    [[nodiscard]] bool has(std::string_view flag) const { return flags.contains(flag); }

    /// Empty when the flag was not given.
    [[nodiscard]] std::string value(std::string_view flag) const;
    /// The flag's value as a whole number; `usage` when it is none.
    [[nodiscard]] ports::Result<std::optional<std::uint64_t>> number(std::string_view flag) const;
    /// The flag's value as a time that is not nothing; `usage` when it is none.
    [[nodiscard]] ports::Result<std::optional<std::chrono::seconds>> duration(std::string_view flag
    ) const;
};

/// Reads the words after the program's name. `setting_flags` are those that the config keys give.
/// An unknown verb or flag is a `usage` failure with the one that was most likely meant.
ports::Result<Arguments>
parse_arguments(std::span<const std::string> words, std::span<const Flag> setting_flags);

} // namespace cli
