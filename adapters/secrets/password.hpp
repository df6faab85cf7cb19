#pragma once

#include "ports/result.hpp"
#include "ports/secret.hpp"

#include <cstddef>
#include <string>

namespace secrets {

/// A longer secret is none: OAuth's are the longest, at a few hundred bytes.
inline constexpr std::size_t max_secret_bytes = std::size_t{64} * 1024;

/// What a place holds, as a secret: without one line end at its end, and without the blanks that
/// Google shows an app password with ("abcd efgh ijkl mnop"). `place` names it when it is empty.
ports::Result<ports::Secret> cleaned(std::string bytes, const std::string& place);

} // namespace secrets
