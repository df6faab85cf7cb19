#pragma once

#include <cstdint>
#include <string_view>

namespace testserver {

/// What one draw of chance depends on, and nothing else: so a rule or a connection more shifts no
/// other draw (FAULTS F.13).
struct DrawKey {
    std::uint64_t seed = 0;
    std::string_view rule;
    std::uint64_t connection = 0;
    std::uint64_t event = 0;
};

/// 64 evenly spread bits, the same for the same key on every machine.
std::uint64_t draw(const DrawKey& key);

/// The same as a number from 0 to 1, 1 excluded.
double draw_fraction(const DrawKey& key);

} // namespace testserver
