#pragma once

#include "adapters/config/mistake.hpp"
#include "adapters/config/value.hpp"
#include "domain/rules/diagnostic.hpp"
#include "domain/rules/rule_reader.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// A larger file is no config, and is not read.
inline constexpr std::size_t max_file_bytes = std::size_t{1024} * 1024;

/// A value that a config file says, checked against its key.
struct Entry {
    Value value;
    domain::rules::Origin origin;
    std::vector<domain::rules::Origin> items; ///< Of each item of a list.
};

/// A config file taken apart, and everything that is wrong with its form. No TOML beyond this.
struct Document {
    std::map<std::string, Entry, std::less<>> top; ///< By the keys' TOML paths.
    std::map<std::string, std::map<std::string, Entry, std::less<>>, std::less<>> accounts;
    std::vector<domain::rules::RuleText> rules;
    std::vector<Mistake> mistakes;
};

/// `file` is the name that origins and messages begin with.
Document read_document(std::string_view text, const std::string& file);

} // namespace config
