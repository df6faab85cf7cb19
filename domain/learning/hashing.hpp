#pragma once

#include "domain/learning/feature_vector.hpp"

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace domain::learning {

/// A token is hashed as if its pieces were joined; joining them would cost more than hashing.
using Pieces = std::initializer_list<std::string_view>;

/// FNV-1a, then the finalizer of MurmurHash3, because only the upper bits are used.
constexpr std::uint64_t hash_of(std::uint64_t seed, Pieces pieces) {
    std::uint64_t hash = 0xcbf29ce484222325U ^ (seed * 0x9e3779b97f4a7c15U);
    for (const std::string_view piece : pieces) {
        for (const char c : piece) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
        }
    }
    hash ^= hash >> 33U;
    hash *= 0xff51afd7ed558ccdU;
    hash ^= hash >> 33U;
    hash *= 0xc4ceb9fe1a85ec53U;
    return hash ^ (hash >> 33U);
}

constexpr std::uint32_t feature_id(FieldGroup group, Pieces pieces) {
    return static_cast<std::uint32_t>(
        hash_of(static_cast<std::uint64_t>(group) + 1, pieces) >> (64 - feature_bits)
    );
}

constexpr std::uint32_t key_hash(KeyKind kind, std::string_view text) {
    return static_cast<std::uint32_t>(
        hash_of(0x100U + static_cast<std::uint64_t>(kind), {text}) >> 32U
    );
}

} // namespace domain::learning
