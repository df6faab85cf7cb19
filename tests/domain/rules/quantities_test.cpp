#include "domain/rules/quantities.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

namespace domain::rules {
namespace {

using testing_support::at;

TEST(ParseSize, CountsInPowersOf1024) {
    EXPECT_EQ(parse_size("10")->value.count, 10U);
    EXPECT_EQ(parse_size("2k")->value.count, 2048U);
    EXPECT_EQ(parse_size("1GB")->text, "1G");
}

TEST(ParseSize, RefusesWhatIsNoSize) {
    for (const char* text :
         {"", "M", "-1", "1T", "1KK", "1 M", "99999999999999999999", "17179869184G"}) {
        EXPECT_FALSE(parse_size(text)) << text;
    }
}

TEST(ParseAge, KnowsHoursDaysMonthsAndYears) {
    EXPECT_EQ(parse_age("12H")->text, "12h");
    EXPECT_EQ(parse_age("6m")->value, (Age{6, AgeUnit::months}));
    for (const char* text : {"", "d", "0d", "5", "2w", "101y", "1dd", "4294967297d"}) {
        EXPECT_FALSE(parse_age(text)) << text;
    }
}

TEST(ParseDate, ReadsTheThreeSpellingsAndSeconds) {
    EXPECT_EQ(parse_date("2026/1/31")->value.at, at(2026, 1, 31));
    EXPECT_EQ(parse_date("2026-01-31")->text, "2026/01/31");
    EXPECT_EQ(parse_date("1/31/2026")->text, "2026/01/31");
    EXPECT_TRUE(parse_date("1772442000")->value.exact);
}

TEST(ParseDate, RefusesWhatIsNoDay) {
    for (const char* text :
         {"",
          "2026",
          "2026/02/29",
          "2026/13/01",
          "2026/01-01",
          "31-01-2026",
          "2026/01/01/",
          "1969/12/31",
          "2026//1",
          "999999999999999",
          "a/b/c"}) {
        EXPECT_FALSE(parse_date(text)) << text;
    }
}

TEST(MomentBefore, GoesByTheCalendar) {
    EXPECT_EQ(moment_before(at(2026, 3, 10, 12), {9, AgeUnit::hours}), at(2026, 3, 10, 3));
    EXPECT_EQ(moment_before(at(2026, 3, 10, 12), {10, AgeUnit::days}), at(2026, 2, 28, 12));
    EXPECT_EQ(moment_before(at(2026, 3, 31, 5), {1, AgeUnit::months}), at(2026, 2, 28, 5));
    EXPECT_EQ(moment_before(at(2024, 2, 29), {1, AgeUnit::years}), at(2023, 2, 28));
}

} // namespace
} // namespace domain::rules
