#include "tests/testserver/mailbox/mail_builder.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using domain::Label;
using test::mail;
using test::subjects;
using testing::ElementsAre;
using testing::IsEmpty;

class GmailAccount : public testing::Test {
protected:
    Folder& folder(std::string_view name) { return *account.find(name); }

    Uid uid_in(std::string_view name, std::size_t index = 0) {
        return folder(name).entries().at(index).uid;
    }

    domain::LabelSet labels_of(Uid uid_in_all) {
        return folder("[Gmail]/All Mail").find(uid_in_all)->message->labels;
    }

    void move(std::string_view from, std::string_view to) {
        const auto uid = uid_in(from);
        account.move(folder(from), std::span{&uid, 1}, folder(to));
    }

    Account account{MailboxSettings{}};
};

TEST_F(GmailAccount, HasTheSpecialFoldersInNameOrder) {
    std::vector<std::string> names;
    for (const auto& each : account.folders()) {
        names.push_back(each->name());
    }

    EXPECT_THAT(
        names,
        ElementsAre(
            "INBOX",
            "[Gmail]",
            "[Gmail]/All Mail",
            "[Gmail]/Drafts",
            "[Gmail]/Important",
            "[Gmail]/Sent Mail",
            "[Gmail]/Spam",
            "[Gmail]/Starred",
            "[Gmail]/Trash"
        )
    );
}

TEST_F(GmailAccount, ShowsOneMessageInAFolderForEachLabel) {
    account.append(folder("INBOX"), mail("a", {Label{"Travel"}, domain::starred}));

    EXPECT_THAT(subjects(folder("INBOX")), ElementsAre("a"));
    EXPECT_THAT(subjects(folder("Travel")), ElementsAre("a"));
    EXPECT_THAT(subjects(folder("[Gmail]/Starred")), ElementsAre("a"));
    EXPECT_THAT(subjects(folder("[Gmail]/All Mail")), ElementsAre("a"));
    EXPECT_EQ(account.message_count(), 1U);
}

TEST_F(GmailAccount, KeepsAMailWithTheSameBytesOnce) {
    account.append(folder("INBOX"), mail("a"));
    account.create_folder("Travel");

    account.append(folder("Travel"), mail("a"));

    EXPECT_EQ(account.message_count(), 1U);
    EXPECT_THAT(subjects(folder("INBOX")), ElementsAre("a"));
    EXPECT_THAT(subjects(folder("Travel")), ElementsAre("a"));
}

TEST_F(GmailAccount, CopiesByAddingTheLabel) {
    account.append(folder("INBOX"), mail("a"));
    account.create_folder("Travel");
    const auto uid = uid_in("INBOX");

    account.copy(folder("INBOX"), std::span{&uid, 1}, folder("Travel"));

    EXPECT_THAT(subjects(folder("INBOX")), ElementsAre("a"));
    EXPECT_THAT(subjects(folder("Travel")), ElementsAre("a"));
    EXPECT_EQ(account.message_count(), 1U);
}

TEST_F(GmailAccount, ArchivesByMovingToAllMail) {
    account.append(folder("INBOX"), mail("a"));
    const auto uid = uid_in("[Gmail]/All Mail");

    move("INBOX", "[Gmail]/All Mail");

    EXPECT_THAT(folder("INBOX").entries(), IsEmpty());
    EXPECT_EQ(uid_in("[Gmail]/All Mail"), uid);
}

TEST_F(GmailAccount, TakesATrashedMessageOutOfAllOtherFolders) {
    account.append(folder("INBOX"), mail("a", {Label{"Travel"}}));

    move("INBOX", "[Gmail]/Trash");

    EXPECT_THAT(subjects(folder("[Gmail]/Trash")), ElementsAre("a"));
    EXPECT_THAT(folder("INBOX").entries(), IsEmpty());
    EXPECT_THAT(folder("Travel").entries(), IsEmpty());
    EXPECT_THAT(folder("[Gmail]/All Mail").entries(), IsEmpty());
}

TEST_F(GmailAccount, BringsAMessageBackFromTheTrash) {
    account.append(folder("INBOX"), mail("a", {Label{"Travel"}}));
    move("INBOX", "[Gmail]/Trash");

    move("[Gmail]/Trash", "INBOX");

    EXPECT_THAT(folder("[Gmail]/Trash").entries(), IsEmpty());
    EXPECT_THAT(subjects(folder("INBOX")), ElementsAre("a"));
    EXPECT_THAT(subjects(folder("Travel")), ElementsAre("a"));
}

TEST_F(GmailAccount, DeletesForGoodFromTheTrashOnly) {
    account.append(folder("INBOX"), mail("a"));
    move("INBOX", "[Gmail]/Trash");
    const auto uid = uid_in("[Gmail]/Trash");

    account.expunge(folder("[Gmail]/Trash"), std::span{&uid, 1});

    EXPECT_EQ(account.message_count(), 0U);
}

TEST_F(GmailAccount, ExpungesAtOnceAndKeepsTheMailInAllMail) {
    account.append(folder("INBOX"), mail("a"));

    account.edit_flags(folder("INBOX"), uid_in("INBOX"), Edit::add, {"\\Deleted"});

    EXPECT_THAT(folder("INBOX").entries(), IsEmpty());
    EXPECT_THAT(subjects(folder("[Gmail]/All Mail")), ElementsAre("a"));
}

TEST_F(GmailAccount, CreatesALabelThatAStoreNames) {
    account.append(folder("INBOX"), mail("a"));
    const auto uid = uid_in("[Gmail]/All Mail");

    account.edit_labels(
        folder("[Gmail]/All Mail"), std::span{&uid, 1}, Edit::add, {Label{"Lists/Dev"}}
    );

    EXPECT_THAT(subjects(folder("Lists/Dev")), ElementsAre("a"));
    EXPECT_EQ(account.find("Lists"), nullptr) << "Gmail makes no parents.";
}

TEST_F(GmailAccount, KnowsALabelInAnyCase) {
    account.append(folder("INBOX"), mail("a", {Label{"Travel"}}));
    account.append(folder("INBOX"), mail("b"));
    const auto uid = uid_in("INBOX", 1);

    account.edit_labels(folder("INBOX"), std::span{&uid, 1}, Edit::add, {Label{"TRAVEL"}});

    EXPECT_THAT(subjects(folder("Travel")), ElementsAre("a", "b"));
}

TEST_F(GmailAccount, IgnoresRemovingTheLabelOfTheFolderItself) {
    account.append(folder("INBOX"), mail("a"));
    const auto uid = uid_in("INBOX");

    account.edit_labels(folder("INBOX"), std::span{&uid, 1}, Edit::remove, {domain::inbox});

    EXPECT_THAT(subjects(folder("INBOX")), ElementsAre("a"));
}

TEST_F(GmailAccount, ArchivesByRemovingInboxFromAllMail) {
    account.append(folder("INBOX"), mail("a"));
    const auto uid = uid_in("[Gmail]/All Mail");

    account.edit_labels(
        folder("[Gmail]/All Mail"), std::span{&uid, 1}, Edit::remove, {domain::inbox}
    );

    EXPECT_THAT(folder("INBOX").entries(), IsEmpty());
}

TEST_F(GmailAccount, ReplacesLabelsButKeepsSentAndDraft) {
    const auto uid = account.append(
        folder("[Gmail]/All Mail"), mail("a", {domain::sent, Label{"Old"}, domain::inbox})
    );

    account.edit_labels(
        folder("[Gmail]/All Mail"), std::span{&uid, 1}, Edit::replace, {Label{"New"}}
    );

    EXPECT_THAT(labels_of(uid), ElementsAre(Label{"New"}, domain::sent));
}

TEST_F(GmailAccount, RefusesReservedLabelsAndChangesNothing) {
    const auto uid = account.append(folder("[Gmail]/All Mail"), mail("a"));

    const auto refusal = account.edit_labels(
        folder("[Gmail]/All Mail"), std::span{&uid, 1}, Edit::add, {Label{"Good"}, Label{"TODO"}}
    );

    EXPECT_EQ(refusal, Refusal::name_not_allowed);
    EXPECT_THAT(labels_of(uid), IsEmpty());
    EXPECT_EQ(account.find("Good"), nullptr);
}

TEST_F(GmailAccount, KeepsTheStarAndTheFlaggedFlagTogether) {
    const auto uid = account.append(folder("[Gmail]/All Mail"), mail("a"));
    auto& all = folder("[Gmail]/All Mail");

    account.edit_flags(all, uid, Edit::add, {"\\Flagged"});
    EXPECT_THAT(labels_of(uid), ElementsAre(domain::starred));

    account.edit_labels(all, std::span{&uid, 1}, Edit::remove, {domain::starred});
    EXPECT_THAT(all.find(uid)->message->flags, IsEmpty());
}

TEST_F(GmailAccount, GivesEveryChangeAHigherModseq) {
    const auto uid = account.append(folder("[Gmail]/All Mail"), mail("a"));
    const auto before = folder("[Gmail]/All Mail").highest_modseq();

    account.edit_flags(folder("[Gmail]/All Mail"), uid, Edit::add, {"\\Seen"});

    EXPECT_GT(folder("[Gmail]/All Mail").highest_modseq(), before);
    EXPECT_EQ(
        folder("[Gmail]/All Mail").highest_modseq(), folder("[Gmail]/All Mail").find(uid)->modseq
    );
}

TEST_F(GmailAccount, BumpsNoModseqWhenALabelIsDeleted) {
    account.append(folder("INBOX"), mail("a", {Label{"Old"}}));
    const auto before = folder("[Gmail]/All Mail").highest_modseq();

    EXPECT_EQ(account.delete_folder("Old"), std::nullopt);

    EXPECT_EQ(folder("[Gmail]/All Mail").highest_modseq(), before);
    EXPECT_THAT(labels_of(uid_in("[Gmail]/All Mail")), ElementsAre(domain::inbox));
}

TEST_F(GmailAccount, RefusesToDeleteOrRenameSystemFolders) {
    EXPECT_EQ(account.delete_folder("[Gmail]/Trash"), Refusal::system_folder);
    EXPECT_EQ(account.delete_folder("INBOX"), Refusal::system_folder);
    EXPECT_EQ(account.rename_folder("[Gmail]/Spam", "Junk"), Refusal::system_folder);
}

TEST_F(GmailAccount, RefusesToCreateWhatExistsInAnotherCase) {
    EXPECT_EQ(account.create_folder("Travel"), std::nullopt);
    EXPECT_EQ(account.create_folder("travel"), Refusal::already_exists);
    EXPECT_EQ(account.create_folder("two  spaces"), Refusal::excess_whitespace);
    EXPECT_EQ(account.create_folder("a^b"), Refusal::name_not_allowed);
}

TEST_F(GmailAccount, RenamesALabelOnItsMessages) {
    account.append(folder("INBOX"), mail("a", {Label{"Old"}, Label{"Old/Child"}}));

    EXPECT_EQ(account.rename_folder("Old", "New"), std::nullopt);

    EXPECT_THAT(subjects(folder("New")), ElementsAre("a"));
    EXPECT_THAT(subjects(folder("New/Child")), ElementsAre("a"));
    EXPECT_THAT(
        labels_of(uid_in("[Gmail]/All Mail")),
        ElementsAre(Label{"New"}, Label{"New/Child"}, domain::inbox)
    );
}

} // namespace
} // namespace testserver
