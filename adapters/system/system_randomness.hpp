#pragma once

#include "ports/randomness.hpp"

namespace os {

/// The kernel's random numbers, good enough for secrets. Throws where the kernel has none: nothing
/// could go on safely.
class SystemRandomness final : public ports::Randomness {
public:
    std::uint64_t next() override;
};

} // namespace os
