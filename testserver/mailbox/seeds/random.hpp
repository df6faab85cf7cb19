#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace testserver::seeds {

/// Random numbers that are the same everywhere (SplitMix64): the standard's distributions are not.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }

    /// Below `bound`, which is not 0.
    std::size_t below(std::size_t bound) { return next() % bound; }

    bool chance(unsigned percent) { return below(100) < percent; }

    template <typename T>
    const T& pick(std::span<const T> choices) {
        return choices[below(choices.size())];
    }

private:
    std::uint64_t state_;
};

} // namespace testserver::seeds
