#include "adapters/console/visible.hpp"

#include <gtest/gtest.h>

namespace console {
namespace {

TEST(Visible, LetsNoControlThrough) {
    EXPECT_EQ(harmless("a\x1b[31mb"), "a\uFFFD[31mb");
    EXPECT_EQ(harmless("a\r\nb\tc"), "a  b c");
    EXPECT_EQ(harmless(std::string_view{"a\0b", 3}), "a\uFFFDb");
    EXPECT_EQ(harmless("a\u009bb\u202eb\u2066c\u007f"), "a\uFFFDb\uFFFDb\uFFFDc\uFFFD");
    EXPECT_EQ(harmless("Grüße, 日本 😀"), "Grüße, 日本 😀");
}

TEST(Visible, ReplacesWhatIsNoUtf8) {
    EXPECT_EQ(harmless("a\xff\xe2\x82"), "a\uFFFD\uFFFD\uFFFD");
}

TEST(Visible, CountsColumns) {
    EXPECT_EQ(width("abc"), 3U);
    EXPECT_EQ(width("é"), 1U);
    EXPECT_EQ(width("e\u0301"), 1U);
    EXPECT_EQ(width("日本"), 4U);
    EXPECT_EQ(width(""), 0U);
}

TEST(Visible, CutsToColumns) {
    EXPECT_EQ(fitted("abcdef", 6), "abcdef");
    EXPECT_EQ(fitted("abcdef", 4), "abc…");
    EXPECT_EQ(fitted("日本語", 4), "日…");
    EXPECT_EQ(fitted("abc", 1), "…");
    EXPECT_EQ(fitted("abc", 0), "");
}

TEST(Visible, FillsColumns) {
    EXPECT_EQ(padded("ab", 4), "ab  ");
    EXPECT_EQ(padded("ab", 4, Side::right), "  ab");
    EXPECT_EQ(padded("日本語", 4), "日… ");
}

} // namespace
} // namespace console
