#include "domain/mail/label.hpp"

#include <gtest/gtest.h>

namespace domain {
namespace {

TEST(Label, IsTheSystemsWhenItStartsWithABackslash) {
    EXPECT_TRUE(inbox.is_system());
    EXPECT_FALSE(Label{"Inbox zero"}.is_system());
}

TEST(UserLabels, LeaveOutTheSystems) {
    EXPECT_EQ(user_labels({inbox, Label{"Travel"}, starred}), LabelSet{Label{"Travel"}});
}

TEST(SameLabel, ComparesAsciiLettersWithoutCase) {
    EXPECT_TRUE(same_label("Lists/CI", "lists/ci"));
    EXPECT_FALSE(same_label("Lists/CI", "Lists-CI"));
    EXPECT_FALSE(same_label("\u00c4rger", "\u00e4rger"));
}

TEST(MatchesPattern, TakesANameAsItself) {
    EXPECT_TRUE(matches_pattern(Label{"Travel"}, "travel"));
    EXPECT_FALSE(matches_pattern(Label{"Travel/2026"}, "travel"));
}

TEST(MatchesPattern, TakesOneStarForTheChildren) {
    EXPECT_TRUE(matches_pattern(Label{"Lists/CI"}, "Lists/*"));
    EXPECT_FALSE(matches_pattern(Label{"Lists/CI/Nightly"}, "Lists/*"));
    EXPECT_FALSE(matches_pattern(Label{"Lists"}, "Lists/*"));
    EXPECT_FALSE(matches_pattern(Label{"Lists/"}, "Lists/*"));
}

TEST(MatchesPattern, TakesTwoStarsForAllBelow) {
    EXPECT_TRUE(matches_pattern(Label{"Lists/CI/Nightly"}, "lists/**"));
    EXPECT_FALSE(matches_pattern(Label{"Listing/CI"}, "Lists/**"));
}

TEST(MatchesPattern, TakesALoneStarForEverything) {
    EXPECT_TRUE(matches_pattern(Label{"Travel"}, "*"));
}

} // namespace
} // namespace domain
