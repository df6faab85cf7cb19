#include "testserver/scenario/draw.hpp"

#include <gtest/gtest.h>

namespace testserver {
namespace {

TEST(Draw, IsTheSameForTheSameKeyAndAnotherForEachPartOfIt) {
    const auto drawn = draw({1, "cut", 2, 3});

    EXPECT_EQ(draw({1, "cut", 2, 3}), drawn);
    EXPECT_NE(draw({2, "cut", 2, 3}), drawn);
    EXPECT_NE(draw({1, "cup", 2, 3}), drawn);
    EXPECT_NE(draw({1, "cut", 3, 3}), drawn);
    EXPECT_NE(draw({1, "cut", 2, 4}), drawn);
}

TEST(Draw, IsEvenlySpread) {
    int low = 0;
    constexpr int times = 10'000;
    for (int i = 0; i < times; ++i) {
        const double number = draw_fraction({7, "rule", 1, static_cast<std::uint64_t>(i)});
        ASSERT_GE(number, 0);
        ASSERT_LT(number, 1);
        low += number < 0.1 ? 1 : 0;
    }
    EXPECT_NEAR(low, times / 10, 150); // Five standard deviations.
}

} // namespace
} // namespace testserver
