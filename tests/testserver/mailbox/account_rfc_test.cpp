#include "tests/testserver/mailbox/mail_builder.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using test::mail;
using test::subjects;
using testing::ElementsAre;
using testing::IsEmpty;

class RfcAccount : public testing::Test {
protected:
    Folder& folder(std::string_view name) { return *account.find(name); }

    Account account{MailboxSettings{.profile = Profile::rfc}};
};

TEST_F(RfcAccount, KnowsInboxInAnyCase) {
    EXPECT_EQ(account.find("inbox"), account.find("INBOX"));
}

TEST_F(RfcAccount, CopiesAMessageWithItsFlags) {
    account.create_folder("Work");
    const auto uid = account.append(folder("INBOX"), mail("a"));
    account.edit_flags(folder("INBOX"), uid, Edit::add, {"\\Seen", "blue"});

    account.copy(folder("INBOX"), std::span{&uid, 1}, folder("Work"));
    account.edit_flags(folder("INBOX"), uid, Edit::remove, {"\\Seen"});

    EXPECT_THAT(folder("Work").entries().front().message->flags, ElementsAre("\\Seen", "blue"));
}

TEST_F(RfcAccount, ExpungesOnlyWhatIsAsked) {
    const auto a = account.append(folder("INBOX"), mail("a"));
    account.append(folder("INBOX"), mail("b"));
    account.edit_flags(folder("INBOX"), a, Edit::add, {"\\Deleted"});

    EXPECT_THAT(subjects(folder("INBOX")), ElementsAre("a", "b")) << "No auto-expunge here.";
    account.expunge(folder("INBOX"), std::span{&a, 1});

    EXPECT_THAT(subjects(folder("INBOX")), ElementsAre("b"));
}

TEST_F(RfcAccount, NeverUsesAUidTwice) {
    const auto a = account.append(folder("INBOX"), mail("a"));
    account.expunge(folder("INBOX"), std::span{&a, 1});

    EXPECT_EQ(account.append(folder("INBOX"), mail("b")), a + 1);
}

TEST_F(RfcAccount, MakesParentsThatCannotBeSelected) {
    EXPECT_EQ(account.create_folder("a/b/c"), std::nullopt);

    EXPECT_FALSE(folder("a").selectable());
    EXPECT_FALSE(folder("a/b").selectable());
    EXPECT_TRUE(folder("a/b/c").selectable());
}

TEST_F(RfcAccount, KeepsTheNameOfADeletedFolderThatHasChildren) {
    account.create_folder("a");
    account.create_folder("a/b");

    EXPECT_EQ(account.delete_folder("a"), std::nullopt);
    EXPECT_FALSE(folder("a").selectable());
    EXPECT_EQ(account.delete_folder("a"), Refusal::has_children);
}

TEST_F(RfcAccount, GivesARecreatedFolderAnotherUidvalidity) {
    account.create_folder("a");
    const auto before = folder("a").uid_validity();
    account.delete_folder("a");
    account.create_folder("a");

    EXPECT_GT(folder("a").uid_validity(), before);
}

TEST_F(RfcAccount, RenamesInboxByMovingItsMessages) {
    account.append(folder("INBOX"), mail("a"));

    EXPECT_EQ(account.rename_folder("INBOX", "Old"), std::nullopt);

    EXPECT_THAT(folder("INBOX").entries(), IsEmpty());
    EXPECT_THAT(subjects(folder("Old")), ElementsAre("a"));
}

TEST_F(RfcAccount, RenamesChildrenWithTheirParent) {
    account.create_folder("a");
    account.create_folder("a/b");

    EXPECT_EQ(account.rename_folder("a", "z"), std::nullopt);

    EXPECT_EQ(account.find("a/b"), nullptr);
    EXPECT_NE(account.find("z/b"), nullptr);
}

TEST_F(RfcAccount, RenewsEveryUidUnderANewUidvalidity) {
    account.append(folder("INBOX"), mail("a"));
    const auto gone = account.append(folder("INBOX"), mail("b"));
    account.expunge(folder("INBOX"), std::span{&gone, 1});
    account.append(folder("INBOX"), mail("c"));
    const auto before = folder("INBOX").uid_validity();

    account.renew_uids(folder("INBOX"));

    EXPECT_NE(folder("INBOX").uid_validity(), before);
    EXPECT_EQ(folder("INBOX").entries().back().uid, 2U);
}

} // namespace
} // namespace testserver
