#pragma once

#include "ports/randomness.hpp"

#include <cstdint>

namespace memory {

/// The same numbers for the same seed on every machine: SplitMix64 (Steele, Lea, Flood, OOPSLA
/// 2014), which needs no warming up and takes any seed.
class SeededRandomness final : public ports::Randomness {
public:
    explicit SeededRandomness(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next() override {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        return mixed ^ (mixed >> 31U);
    }

private:
    std::uint64_t state_;
};

} // namespace memory
