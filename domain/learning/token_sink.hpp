#pragma once

#include "domain/learning/features.hpp"
#include "domain/learning/hashing.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace domain::learning {

/// Sorts in two passes by digits of eleven bits. The places of tokens are hashes: no branch that
/// compares two of them could be foretold, and a message has hundreds.
inline void sort_by_digits(std::vector<std::uint32_t>& places) {
    constexpr unsigned digit_bits = 11;
    constexpr std::uint32_t digits = 1U << digit_bits;
    static_assert(field_group_count << feature_bits <= std::size_t{digits} * digits);
    std::vector<std::uint32_t> sorted(places.size());
    for (const unsigned shift : {0U, digit_bits}) {
        std::array<std::uint32_t, digits + 1> first{}; // Where the next place of a digit goes.
        for (const std::uint32_t place : places) {
            ++first[(place >> shift) % digits + 1];
        }
        std::partial_sum(first.begin(), first.end(), first.begin());
        for (const std::uint32_t place : places) {
            sorted[first[(place >> shift) % digits]++] = place;
        }
        places.swap(sorted);
    }
}

/// Counts tokens by place.
class TokenCounter {
public:
    TokenCounter() { places_.reserve(1024); }

    void add(FieldGroup group, Pieces pieces) {
        places_.push_back(
            static_cast<std::uint32_t>(group) << feature_bits | feature_id(group, pieces)
        );
    }

    /// By (group, id).
    std::vector<Feature> take() {
        sort_by_digits(places_);
        std::vector<Feature> features;
        features.reserve(places_.size());
        for (const std::uint32_t place : places_) {
            const auto group = static_cast<FieldGroup>(place >> feature_bits);
            const std::uint32_t id = place & (feature_space - 1);
            if (!features.empty() && features.back().group == group && features.back().id == id) {
                ++features.back().count;
            } else {
                features.push_back({group, id, 1});
            }
        }
        return features;
    }

private:
    std::vector<std::uint32_t> places_;
};

/// Keeps the readable form of each token; of tokens in one place, the first.
class TokenNamer {
public:
    void add(FieldGroup group, Pieces pieces) {
        std::string token;
        for (const std::string_view piece : pieces) {
            token += piece;
        }
        names_.try_emplace({group, feature_id(group, pieces)}, std::move(token));
    }

    TokenNames take() { return std::move(names_); }

private:
    TokenNames names_;
};

} // namespace domain::learning
