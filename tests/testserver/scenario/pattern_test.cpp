#include "testserver/scenario/pattern.hpp"

#include <gtest/gtest.h>

namespace testserver {
namespace {

Pattern pattern(const char* text) {
    auto parsed = Pattern::parse(text);
    EXPECT_TRUE(parsed) << parsed.error();
    return *std::move(parsed);
}

TEST(Pattern, IsFoundAnywhereAndInAnyCase) {
    EXPECT_TRUE(pattern("store .*labels").found_in("7 UID STORE 1 +X-GM-LABELS (a)"));
    EXPECT_TRUE(pattern("^7 ").found_in("7 NOOP"));
    EXPECT_FALSE(pattern("^NOOP").found_in("7 NOOP"));
}

TEST(Pattern, ReadsBytesThatAreNoText) {
    EXPECT_TRUE(pattern("Gr\xc3\xbc\xc3\x9f"
                        "e")
                    .found_in("b \xff\xfe Gr\xc3\xbc\xc3\x9f"
                              "e"));
}

/// The stack is as long as it was: a peer chooses the length of a line.
TEST(Pattern, TakesALineOfAnyLength) {
    const std::string line(std::size_t{4} << 20U, 'x');

    EXPECT_FALSE(pattern("(LO|x)*GIN.*zz$").found_in(line));
    EXPECT_TRUE(pattern("(y|x)*$").found_in(line));
}

TEST(Pattern, SaysWhyATextIsNone) {
    EXPECT_EQ(Pattern::parse("(a").error(), "missing ): (a");
    EXPECT_FALSE(Pattern::parse("a(?=b)"));
}

TEST(Pattern, PutsGroupsWhereTheReplacementNamesThem) {
    const auto uid = pattern("UID (\\d+)");

    EXPECT_EQ(uid.replaced_in("UID 3 uid 4", "UID 9$1"), "UID 93 UID 94");
    EXPECT_EQ(uid.replaced_in("UID 3", "[$&] $$ $ \\1"), "[UID 3] $ $ \\1");
    EXPECT_EQ(uid.replaced_in("NOOP", "x"), "NOOP");
}

TEST(Pattern, SaysThatThereIsNoSuchGroup) {
    EXPECT_EQ(pattern("a(b)").problem_with("$1"), "");
    EXPECT_NE(pattern("a(b)").problem_with("$2"), "");
}

} // namespace
} // namespace testserver
