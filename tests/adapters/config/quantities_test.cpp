#include "adapters/config/quantities.hpp"

#include <gtest/gtest.h>

namespace config {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Size, CountsAsPeopleWriteIt) {
    EXPECT_EQ(parse_size("400 MB"), 400'000'000U);
    EXPECT_EQ(parse_size("4096"), 4096U);
    EXPECT_EQ(parse_size(" 1.5GiB "), 3ULL << 29U);
    EXPECT_EQ(parse_size("0"), 0U);
    EXPECT_EQ(parse_size("2k"), 2000U);
}

TEST(Size, IsNothingElse) {
    for (const char* const text :
         {"", "MB", "-1", "4 XB", "1e3", "nan", "inf", "9999999999 TB", "1 2"}) {
        EXPECT_FALSE(parse_size(text)) << text;
    }
}

TEST(Duration, CountsAsPeopleWriteIt) {
    EXPECT_EQ(parse_duration("45s"), seconds{45});
    EXPECT_EQ(parse_duration("10m"), minutes{10});
    EXPECT_EQ(parse_duration("1h30m"), minutes{90});
    EXPECT_EQ(parse_duration("1d 2h"), hours{26});
    EXPECT_EQ(parse_duration("1w"), hours{168});
}

TEST(Duration, IsNothingElse) {
    for (const char* const text :
         {"", "10", "m", "-1m", "1.5h", "1y", "99999999999999999999s", "9999999w"}) {
        EXPECT_FALSE(parse_duration(text)) << text;
    }
}

} // namespace
} // namespace config
