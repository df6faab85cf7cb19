#include "tests/testserver/mailbox/mail_builder.hpp"
#include "testserver/mailbox/folder_view.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using test::mail;
using testing::ElementsAre;
using testing::IsEmpty;

class AFolderView : public testing::Test {
protected:
    AFolderView() {
        for (const auto* subject : {"a", "b", "c", "d"}) {
            account.append(*inbox, mail(subject));
        }
    }

    void expunge(std::vector<Uid> uids) { account.expunge(*inbox, uids); }

    Account account{MailboxSettings{.profile = Profile::rfc}};
    std::shared_ptr<Folder> inbox = account.find("INBOX");
};

TEST_F(AFolderView, HasNothingToSayAtFirst) {
    FolderView view{inbox, false};

    EXPECT_FALSE(view.behind());
    EXPECT_TRUE(view.catch_up(false).empty());
}

TEST_F(AFolderView, NumbersExpungedMessagesAsTheClientCounts) {
    FolderView view{inbox, false};

    expunge({1, 2, 4});

    EXPECT_THAT(view.catch_up(false).expunged, ElementsAre(1, 1, 2));
    EXPECT_EQ(view.count(), 1U);
}

TEST_F(AFolderView, KeepsExpungedMessagesReadableWhenTold) {
    FolderView view{inbox, false};

    expunge({2});

    EXPECT_THAT(view.catch_up(true).expunged, IsEmpty());
    EXPECT_EQ(view.count(), 4U);
    EXPECT_NE(view.find(2), nullptr);
    EXPECT_TRUE(view.behind());
    EXPECT_THAT(view.catch_up(false).expunged, ElementsAre(2));
    EXPECT_FALSE(view.behind());
}

TEST_F(AFolderView, SaysWhichFlagsChangedByTheirNewNumber) {
    FolderView view{inbox, false};

    expunge({1});
    account.edit_flags(*inbox, 3, Edit::add, {"\\Seen"});

    EXPECT_THAT(view.catch_up(false).changed, ElementsAre(2));
}

TEST_F(AFolderView, SaysThatMessagesArrived) {
    FolderView view{inbox, false};

    account.append(*inbox, mail("e"));

    EXPECT_TRUE(view.catch_up(false).arrived);
    EXPECT_EQ(view.count(), 5U);
}

TEST_F(AFolderView, ShowsArrivalsAlsoWhileExpungedOnesAreKept) {
    FolderView view{inbox, false};

    expunge({4});
    account.append(*inbox, mail("e"));

    EXPECT_TRUE(view.catch_up(true).arrived);
    EXPECT_EQ(view.count(), 5U);
}

TEST_F(AFolderView, DoesNotRepeatAChangeThatItTookOver) {
    FolderView view{inbox, false};

    account.edit_flags(*inbox, 3, Edit::add, {"\\Seen"});
    view.refresh(3);

    EXPECT_TRUE(view.catch_up(false).empty());
}

TEST_F(AFolderView, CountsRecentMessagesForTheFirstSessionOnly) {
    FolderView first{inbox, false};
    account.claim_recent(*inbox);
    FolderView second{inbox, false};

    EXPECT_EQ(first.recent_count(), 4U);
    EXPECT_EQ(second.recent_count(), 0U);
}

TEST(GmailFolderView, TellsLabelsApartFromFlags) {
    Account account{MailboxSettings{}};
    auto all = account.special(SpecialUse::all);
    const auto uid = account.append(*all, mail("a"));
    FolderView view{all, false};

    account.edit_labels(*all, std::span{&uid, 1}, Edit::add, {domain::Label{"Travel"}});
    const auto changes = view.catch_up(false);

    EXPECT_THAT(changes.changed, IsEmpty());
    EXPECT_THAT(changes.relabelled, ElementsAre(1));
}

} // namespace
} // namespace testserver
