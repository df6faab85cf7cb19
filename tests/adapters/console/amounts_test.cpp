#include "adapters/console/amounts.hpp"

#include <gtest/gtest.h>

namespace console {
namespace {

using domain::Bytes;
using domain::Timestamp;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Amounts, GroupDigits) {
    EXPECT_EQ(count_text(0), "0");
    EXPECT_EQ(count_text(999), "999");
    EXPECT_EQ(count_text(30110), "30\u00a0110");
    EXPECT_EQ(count_text(1234567), "1\u00a0234\u00a0567");
}

TEST(Amounts, CountThings) {
    EXPECT_EQ(plural(1, "message"), "1 message");
    EXPECT_EQ(plural(0, "message"), "0 messages");
    EXPECT_EQ(plural(2, "match", "matches"), "2 matches");
}

TEST(Amounts, ShowSizes) {
    EXPECT_EQ(size_text(Bytes{312}), "312 B");
    EXPECT_EQ(size_text(Bytes{1900}), "1.9 KB");
    EXPECT_EQ(size_text(Bytes{999'999}), "1.0 MB");
    EXPECT_EQ(size_text(Bytes{400'000'000}), "400 MB");
    EXPECT_EQ(size_text(Bytes{2'000'000'000'000'000}), "2000 TB");
}

TEST(Amounts, ShowDurations) {
    EXPECT_EQ(clock_text(seconds{28}), "0:28");
    EXPECT_EQ(clock_text(seconds{3723}), "1:02:03");
    EXPECT_EQ(duration_text(seconds{45}), "45 s");
    EXPECT_EQ(duration_text(minutes{10}), "10 min");
    EXPECT_EQ(duration_text(minutes{125}), "2 h 5 min");
    EXPECT_EQ(duration_text(hours{48}), "2 d");
    EXPECT_EQ(duration_text(seconds{-1}), "0 s");
}

TEST(Amounts, ShowTimes) {
    const Timestamp now{hours{24 * 365}};
    EXPECT_EQ(relative_text(now - seconds{5}, now), "just now");
    EXPECT_EQ(relative_text(now - minutes{5}, now), "5 min ago");
    EXPECT_EQ(relative_text(now + minutes{130}, now), "in 2 h");
    EXPECT_EQ(relative_text(now - hours{50}, now), "2 d ago");
    EXPECT_EQ(time_text(Timestamp{seconds{1'000'000'000}}), "2001-09-09 01:46");
}

} // namespace
} // namespace console
