#include "domain/rules/diagnostic.hpp"

#include <gtest/gtest.h>

#include <array>

namespace domain::rules {
namespace {

TEST(Column, CountsCodePointsFromOne) {
    EXPECT_EQ(column("caf\u00e9 x", 0), 1U);
    EXPECT_EQ(column("caf\u00e9 x", 6), 6U);
    EXPECT_EQ(column("ab", 99), 3U);
}

TEST(PointedOut, UnderlinesTheSpan) {
    const Diagnostic wrong{Severity::error, {6, 4}, "no such word", "did you mean from:?"};

    EXPECT_EQ(
        pointed_out("is:\u00fc  form:x", wrong),
        "  is:\u00fc  form:x\n"
        "       ^~~~\n"
        "error: no such word\n"
        "hint: did you mean from:?\n"
    );
}

TEST(PointedOut, PointsBehindTheEndToo) {
    EXPECT_EQ(pointed_out("a\tb", {Severity::note, {3, 0}, "x", {}}), "  a b\n     ^\nnote: x\n");
}

TEST(Nearest, SeesDroppedSwappedAndWrongLetters) {
    constexpr std::array<std::string_view, 3> words{"unread", "starred", ""};

    EXPECT_EQ(nearest("unraed", words), "unread");
    EXPECT_EQ(nearest("STARED", words), "starred");
    EXPECT_EQ(nearest("banana", words), std::nullopt);
    EXPECT_EQ(nearest("", words), std::nullopt);
    EXPECT_EQ(nearest(std::string(1'000'000, 'u'), words), std::nullopt);
}

TEST(Origin, IsWrittenAsEditorsReadIt) {
    EXPECT_EQ((Origin{"config.toml", 12, 8}).text(), "config.toml:12:8");
    EXPECT_EQ((Origin{"config.toml", 0, 0}).text(), "config.toml");
}

} // namespace
} // namespace domain::rules
