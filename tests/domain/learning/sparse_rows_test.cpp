#include "domain/learning/sparse_rows.hpp"
#include "domain/learning/token_table.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <random>

namespace domain::learning {
namespace {

constexpr std::size_t rows = 7;

TEST(SparseRows, APlaceIsNeverMoreThanHalfAsLargeAgainAsTheOneBefore) {
    EXPECT_EQ(place_size(0), 1U);
    EXPECT_EQ(place_size(1), 2U);
    for (unsigned size_class = 2; size_class < 32; ++size_class) {
        EXPECT_GT(place_size(size_class), place_size(size_class - 1));
        EXPECT_LE(2 * place_size(size_class), 3 * place_size(size_class - 1));
    }
}

/// The same cells in a table and in maps; the nodes that are asked for lie below `nodes`.
void expect_what_maps_hold(std::uint16_t nodes, int cells) {
    std::mt19937 random{nodes};
    TokenTable table{rows};
    std::map<std::size_t, std::map<std::uint16_t, float>> expected;
    for (int made = 0; made < cells; ++made) {
        const std::size_t row = random() % rows;
        const auto node = static_cast<std::uint16_t>(random() % nodes);
        const auto weight = static_cast<float>(made + 1);
        table.cell(row, node).weight = weight;
        expected[row][node] = weight;
    }
    for (std::size_t row = 0; row < rows; ++row) {
        const auto found = table.row(row);
        ASSERT_EQ(found.size(), expected[row].size());
        std::size_t at = 0;
        for (const auto& [node, weight] : expected[row]) {
            EXPECT_EQ(found[at].node, node);
            EXPECT_EQ(found[at].weight, weight);
            ++at;
        }
        for (std::uint16_t node = 0; node < nodes; ++node) {
            const auto* cell = table.find(row, node);
            ASSERT_EQ(cell != nullptr, expected[row].contains(node)) << "of " << nodes << " nodes";
        }
    }
}

TEST(SparseRows, HoldsWhatMapsHoldWhenRowsAreShortFullOrHaveGaps) {
    expect_what_maps_hold(1, 20);
    expect_what_maps_hold(3, 100);
    expect_what_maps_hold(60, 200);
    expect_what_maps_hold(60, 5000);
    expect_what_maps_hold(20'000, 20'000);
}

} // namespace
} // namespace domain::learning
