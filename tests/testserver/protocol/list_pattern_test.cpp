#include "testserver/protocol/list_pattern.hpp"

#include <gtest/gtest.h>

#include <string>

namespace testserver {
namespace {

TEST(ListPattern, MatchesWildcards) {
    EXPECT_TRUE(list_matches("*", "a/b/c"));
    EXPECT_TRUE(list_matches("%", "a"));
    EXPECT_FALSE(list_matches("%", "a/b"));
    EXPECT_TRUE(list_matches("a/%", "a/b"));
    EXPECT_TRUE(list_matches("%/b", "a/b"));
    EXPECT_TRUE(list_matches("a*c", "a/b/c"));
    EXPECT_FALSE(list_matches("a%c", "a/c"));
    EXPECT_FALSE(list_matches("", "a"));
}

TEST(ListPattern, KnowsInboxInAnyCase) {
    EXPECT_TRUE(list_matches("inbox", "INBOX"));
    EXPECT_TRUE(list_matches("InB%", "INBOX"));
    EXPECT_FALSE(list_matches("travel", "Travel"));
}

TEST(ListPattern, IsNotSlowedByManyStars) {
    const std::string stars(300, '*');

    EXPECT_TRUE(list_matches(stars, std::string(500, 'a')));
    EXPECT_FALSE(list_matches(stars + "b", std::string(500, 'a')));
}

} // namespace
} // namespace testserver
