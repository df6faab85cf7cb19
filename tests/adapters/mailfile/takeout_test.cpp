#include "adapters/mailfile/takeout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailfile {
namespace {

using domain::Label;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(Takeout, NamesTheUsersLabels) {
    const auto state = takeout_state("Work/Acme,Receipts 2024,\xC3\x84mter");

    EXPECT_THAT(
        state.labels,
        UnorderedElementsAre(Label{"Work/Acme"}, Label{"Receipts 2024"}, Label{"\xC3\x84mter"})
    );
}

TEST(Takeout, TakesQuotedNamesWhole) {
    const auto state = takeout_state(R"(Inbox,"Work, Acme","say \"a\"",b)");

    EXPECT_THAT(
        state.labels,
        UnorderedElementsAre(domain::inbox, Label{"Work, Acme"}, Label{"say \"a\""}, Label{"b"})
    );
}

TEST(Takeout, SpellsSystemLabelsAsGmailDoes) {
    const auto state = takeout_state("Inbox,Starred,IMPORTANT,Sent,Drafts,Trash,Spam,Muted");

    EXPECT_THAT(
        state.labels,
        UnorderedElementsAre(
            domain::inbox,
            domain::starred,
            domain::important,
            domain::sent,
            domain::draft,
            domain::trash,
            domain::spam,
            domain::muted
        )
    );
    EXPECT_TRUE(state.flags.draft);
}

TEST(Takeout, KnowsStatesTabsAndKeywordsFromLabels) {
    const auto state =
        takeout_state("Archived,Opened,Category Promotions,IMAP_$Forwarded,Chat,Categories");

    EXPECT_THAT(state.labels, UnorderedElementsAre(Label{"Categories"}));
    EXPECT_TRUE(state.flags.seen);
    EXPECT_FALSE(takeout_state("Unread").flags.seen);
}

TEST(Takeout, ClosesTheFoldsOfALongField) {
    EXPECT_THAT(
        takeout_state("Work, Travel   to\tOslo ,, ").labels,
        UnorderedElementsAre(Label{"Work"}, Label{"Travel to Oslo"})
    );
}

TEST(Takeout, ReadsWhateverStandsThere) {
    EXPECT_THAT(takeout_state("").labels, IsEmpty());
    EXPECT_THAT(takeout_state(R"("open, end)").labels, UnorderedElementsAre(Label{"open, end"}));
    EXPECT_THAT(takeout_state(R"("\)").labels, UnorderedElementsAre(Label{"\\"}));
}

} // namespace
} // namespace mailfile
