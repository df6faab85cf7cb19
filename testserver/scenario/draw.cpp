#include "testserver/scenario/draw.hpp"

namespace testserver {
namespace {

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output bit.
constexpr std::uint64_t mixed(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

/// FNV-1a.
constexpr std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return hash;
}

} // namespace

std::uint64_t draw(const DrawKey& key) {
    std::uint64_t bits = mixed(key.seed);
    for (const std::uint64_t part : {hash_of(key.rule), key.connection, key.event}) {
        bits = mixed(bits ^ part);
    }
    return bits;
}

double draw_fraction(const DrawKey& key) {
    constexpr double scale = 0x1.0p-53;
    return static_cast<double>(draw(key) >> 11U) * scale;
}

} // namespace testserver
