#pragma once

#include "app/cli/verb.hpp"
#include "ports/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace cli {

/// What the program alone prints: eight lines with the two commands to begin with.
std::string welcome();
/// Every verb with its summary.
std::string overview();
/// One verb, its flags, and those that every verb understands.
std::string verb_help(const Verb& verb, std::span<const Flag> setting_flags);

/// A page that is no verb: exit-codes, environment, rules.
struct Topic {
    std::string_view name;
    std::string_view summary;
    std::string (*text)();
};

std::span<const Topic> topics();

} // namespace cli
