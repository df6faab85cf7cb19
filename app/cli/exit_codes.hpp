#pragma once

#include <span>
#include <string_view>

namespace cli {

/// What a run can end with besides the codes of ports::reaction, which come from a failure.
namespace exit_code {
inline constexpr int ok = 0;
inline constexpr int failed = 1;
inline constexpr int has_changes = 2; ///< `plan --detailed-exitcode` only.
inline constexpr int partly = 3;
inline constexpr int internal_error = 70;
inline constexpr int terminated = 143;
} // namespace exit_code

struct ExitCode {
    int code = 0;
    std::string_view meaning;
};

/// Every code that the program can end with, for help and for the tests that try each one.
std::span<const ExitCode> exit_codes();

} // namespace cli
