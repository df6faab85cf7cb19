#pragma once

#include "testserver/scenario/action.hpp"

#include <span>
#include <string>
#include <string_view>

namespace testserver {

/// Whole responses with their lines rewritten, one expression after the other. Literals stay as
/// they are; a line of which nothing is left goes.
std::string rewritten(std::string_view responses, std::span<const action::Rewrite> rewrites);

} // namespace testserver
