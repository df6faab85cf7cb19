#pragma once

#include <functional>
#include <string_view>

namespace sqlite {

/// Called at each step of each transaction with its name ("intend: before commit"), so that a test
/// can end the process there. Empty in production.
using FaultPoint = std::function<void(std::string_view step)>;

} // namespace sqlite
