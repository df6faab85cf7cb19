#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace testserver {

/// At least and at most, both included.
struct Bounds {
    std::uint64_t least = 0;
    std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

    [[nodiscard]] bool hold(std::uint64_t number) const {
        return least <= number && number <= most;
    }
};

/// "3 or more", "0 to 5", "2".
std::string text_of(const Bounds& bounds);

} // namespace testserver
