#pragma once

#include <cstdint>

namespace ports {

/// Where jitter and identifiers come from, so that a simulation repeats them from a seed.
class Randomness {
public:
    virtual ~Randomness() = default;
    /// Uniform over all 64-bit values.
    virtual std::uint64_t next() = 0;
};

} // namespace ports
