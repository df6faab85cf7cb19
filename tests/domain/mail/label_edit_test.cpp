#include "domain/mail/fingerprint.hpp"
#include "domain/mail/label_edit.hpp"

#include <gtest/gtest.h>

#include <string>

namespace domain {
namespace {

TEST(Edited, AddsAndRemovesWithoutMindingCase) {
    const LabelSet before{inbox, Label{"Travel"}, Label{"old"}};

    const LabelSet after = edited(before, {{Label{"TRAVEL"}, Label{"New"}}, {Label{"Old"}, inbox}});

    EXPECT_EQ(after, (LabelSet{Label{"Travel"}, Label{"New"}}));
}

TEST(UserLabelProblem, AcceptsWhatGmailAccepts) {
    for (const char* name :
         {"Travel", "Lists/CI", "M\u00fcller & S\u00f6hne", "Inbox/later", "[x]"}) {
        EXPECT_EQ(user_label_problem(name), std::nullopt) << name;
    }
}

TEST(UserLabelProblem, RefusesWhatGmailRefusesOrOwns) {
    for (const char* name :
         {"",
          "\\Trash",
          "^x",
          "Spam",
          "trash",
          "DRAFTS",
          "Sent Mail",
          "[Gmail]/Trash",
          "/a",
          "a/",
          "a//b",
          " a",
          "a  b",
          "a\tb",
          "a\x7f"}) {
        EXPECT_NE(user_label_problem(name), std::nullopt) << name;
    }
    EXPECT_NE(user_label_problem(std::string(226, 'x')), std::nullopt);
}

TEST(EditProblem, AllowsUserLabelsArchiveAndStars) {
    EXPECT_EQ(edit_problem({{Label{"Travel"}, starred}, {inbox}}), std::nullopt);
    EXPECT_EQ(edit_problem({{inbox}, {Label{"Travel"}, starred}}), std::nullopt);
}

TEST(EditProblem, RefusesEveryOtherSystemLabel) {
    for (const Label& label : {trash, spam, draft, sent, important, muted, Label{"\\Deleted"}}) {
        EXPECT_NE(edit_problem({{label}, {}}), std::nullopt) << label.name;
        EXPECT_NE(edit_problem({{}, {label}}), std::nullopt) << label.name;
    }
}

TEST(EditProblem, RefusesToAddAndRemoveOneLabel) {
    EXPECT_EQ(
        edit_problem({{Label{"Travel"}}, {Label{"travel"}}}),
        "the label \"Travel\" is both added and removed"
    );
}

TEST(UntouchablePlace, NamesWhereTheMessageIs) {
    EXPECT_EQ(untouchable_place({inbox, Label{"Trash talk"}}), std::nullopt);
    EXPECT_EQ(untouchable_place({Label{"\\TRASH"}}), "Trash");
    EXPECT_EQ(untouchable_place({spam}), "Spam");
    EXPECT_EQ(untouchable_place({draft}), "Drafts");
    EXPECT_EQ(untouchable_place({inbox, sent}), "Sent");
}

TEST(Fingerprint, TellsWhereOneTextEnds) {
    EXPECT_NE(Fingerprint{}.add("ab").add("c").value(), Fingerprint{}.add("a").add("bc").value());
    EXPECT_NE(Fingerprint{}.value(), Fingerprint{}.add("").value());
}

TEST(Fingerprint, StaysTheSameForEver) {
    EXPECT_EQ(hex(Fingerprint{}.add("plan").value()), "2cc14fa85cc1f896");
    EXPECT_EQ(hex(0x1fU), "000000000000001f");
}

} // namespace
} // namespace domain
