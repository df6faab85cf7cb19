#pragma once

#include "testserver/scenario/scenario.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace testserver {

/// Whether a client fails under this scenario; absent when it cannot be told, which ends the
/// search.
using Fails = std::function<std::optional<bool>(const Scenario&)>;

struct Shrunk {
    enum class Why : unsigned char {
        smallest,     ///< Without any one of its rules it no longer fails.
        out_of_tries, ///< There might be a smaller one.
        stopped,      ///< A run could not be told.
        does_not_fail ///< As it was given.
    };

    Why why = Why::smallest;
    std::string text; ///< The scenario, fewer rules; the rest as it was but for comments.
    std::size_t rules = 0;
    std::size_t rules_before = 0;
    std::size_t tries = 0; ///< Runs that it took.
};

/// Takes rules out of a scenario while it still fails (delta debugging, Zeller and Hildebrandt
/// 2002), the same way each time. A rule that never fires is no failure here, because fewer rules
/// make others fire less. The text reads without a mistake.
Shrunk shrink(const std::string& text, const Fails& fails, std::size_t most_tries);

} // namespace testserver
