#include "adapters/memory/recording_reporter.hpp"
#include "app/compose/mail_source.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace compose {
namespace {

using domain::Label;
using testing::ElementsAre;
using testing::IsEmpty;
using usecase::LabelledMail;

/// A folder with mail in files, and what is read from it.
class MailOnDisk : public testing::Test {
protected:
    std::filesystem::path write(const std::string& name, const std::string& bytes) {
        std::ofstream{folder_.path() / name, std::ios::binary} << bytes;
        return folder_.path() / name;
    }

    std::vector<LabelledMail>
    mails(const std::filesystem::path& path, const std::filesystem::path& index = {}) {
        std::vector<LabelledMail> mails;
        const auto read = mail_source(path, index, reporter_, {})([&](LabelledMail mail) {
            mails.push_back(std::move(mail));
            return ports::Result<void>{};
        });
        EXPECT_TRUE(read);
        return mails;
    }

    support::TemporaryFolder folder_;
    memory::RecordingReporter reporter_;
};

TEST_F(MailOnDisk, HasTheLabelsAndThreadsThatGoogleTakeoutWrote) {
    const auto exported = mails(write(
        "All mail Including Spam and Trash.mbox",
        "From 1790000000000000000@xxx Mon Jan 01 00:00:10 +0000 2024\r\n"
        "X-GM-THRID: 1790000000000000000\r\n"
        "X-Gmail-Labels: =?UTF-8?Q?Inbox,Opened,=22Work,_Acme=22,=C3=84?=\r\n"
        " =?UTF-8?Q?mter?=\r\n"
        "Subject: s\r\n\r\nbody\r\n\r\n"
        "From 1790000000000000001@xxx Mon Jan 01 00:00:20 +0000 2024\r\n"
        "X-Gmail-Labels: Archived,Unread\r\n"
        "Subject: t\r\n\r\nbody\r\n"
    ));

    ASSERT_EQ(exported.size(), 2U);
    EXPECT_THAT(
        exported[0].labels, ElementsAre(Label{"Work, Acme"}, domain::inbox, Label{"\xC3\x84mter"})
    );
    EXPECT_TRUE(exported[0].message.flags.seen);
    EXPECT_EQ(exported[0].message.thread.value, "gm:1790000000000000000");
    EXPECT_THAT(exported[1].labels, IsEmpty());
}

TEST_F(MailOnDisk, FindsAnIndexBesideTheMailToo) {
    const auto inside = write("labels-of-mine.tsv", "");
    const auto there = folder_.path() / "labels-of-mine.tsv";

    EXPECT_EQ(found_index(folder_.path(), "labels-of-mine.tsv"), inside);
    EXPECT_EQ(found_index("elsewhere", there), there);
    EXPECT_EQ(found_index(folder_.path(), "none.tsv"), "none.tsv");
    EXPECT_EQ(found_index(folder_.path(), ""), "");
}

TEST_F(MailOnDisk, BelievesAnIndexMoreThanTheMail) {
    write("1.eml", "X-Gmail-Labels: Theirs\n\nbody\n");

    const auto indexed = mails(folder_.path(), write("index.tsv", "1.eml\t1\tMine\n"));

    ASSERT_EQ(indexed.size(), 1U);
    EXPECT_THAT(indexed[0].labels, ElementsAre(Label{"Mine"}));
}

TEST_F(MailOnDisk, SaysOnceWhatIsLeftOutHoweverOftenItIsRead) {
    write("notes.txt", "nothing that begins like a message\n");
    const auto read = mail_source(folder_.path(), {}, reporter_, {});
    const auto ignored = [](const LabelledMail& /*mail*/) { return ports::Result<void>{}; };

    EXPECT_TRUE(read(ignored));
    EXPECT_TRUE(read(ignored));

    EXPECT_EQ(reporter_.events().size(), 1U);
}

} // namespace
} // namespace compose
