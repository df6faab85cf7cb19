#include "ports/amounts.hpp"

#include <gtest/gtest.h>

namespace ports {
namespace {

using domain::Bytes;
using domain::Timestamp;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Amounts, GroupDigits) {
    EXPECT_EQ(count(0), "0");
    EXPECT_EQ(count(2026), "2026");
    EXPECT_EQ(count(30110), "30\u00a0110");
    EXPECT_EQ(count(1234567), "1\u00a0234\u00a0567");
}

TEST(Amounts, CountThings) {
    EXPECT_EQ(count(1, "message"), "1 message");
    EXPECT_EQ(count(0, "message"), "0 messages");
    EXPECT_EQ(count(2, "message"), "2 messages");
}

TEST(Amounts, ShowSizes) {
    EXPECT_EQ(size(Bytes{312}), "312 B");
    EXPECT_EQ(size(Bytes{1900}), "1.9 kB");
    EXPECT_EQ(size(Bytes{999'999}), "1.0 MB");
    EXPECT_EQ(size(Bytes{400'000'000}), "400 MB");
    EXPECT_EQ(size(Bytes{2'000'000'000'000'000}), "2000 TB");
}

TEST(Amounts, ShowDurations) {
    EXPECT_EQ(clock_time(seconds{28}), "0:28");
    EXPECT_EQ(clock_time(seconds{3723}), "1:02:03");
    EXPECT_EQ(duration(seconds{45}), "45 s");
    EXPECT_EQ(duration(minutes{10}), "10 min");
    EXPECT_EQ(duration(minutes{125}), "2 h 5 min");
    EXPECT_EQ(duration(hours{48}), "2 d");
    EXPECT_EQ(duration(seconds{-1}), "0 s");
}

TEST(Amounts, ShowMoments) {
    EXPECT_EQ(moment(Timestamp{seconds{1'000'000'000}}), "2001-09-09 01:46");
}

} // namespace
} // namespace ports
