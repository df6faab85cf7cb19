#include "adapters/mailfile/maildir.hpp"
#include "adapters/mailfile/read.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace mailfile {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

/// A private folder, gone at the end.
class ReadMail : public testing::Test {
protected:
    ReadMail() {
        std::string name = (fs::temp_directory_path() / "mailfile-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
    }

    ~ReadMail() override { fs::remove_all(root_); }

    fs::path write(const std::string& name, const std::string& bytes) {
        const fs::path path = root_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << bytes;
        return path;
    }

    ports::Result<void> read_all(const fs::path& path) {
        options_.skipped = [this](const Skipped& one) { skipped_.push_back(one.place); };
        return read(path, options_, [this](RawMail mail) {
            ids_.push_back(mail.id);
            mails_.push_back(std::move(mail));
            return ports::Result<void>{};
        });
    }

    fs::path root_;
    Options options_;
    std::vector<std::string> ids_;
    std::vector<RawMail> mails_;
    std::vector<std::string> skipped_;
};

const std::string mail = "Subject: s\n\nbody\n";

TEST_F(ReadMail, KnowsAPlaceByItsLook) {
    const fs::path mbox = write("in", "From a@x Thu Jan  1 00:00:10 1970\n" + mail);
    const fs::path message = write("m", mail);
    fs::create_directories(root_ / "md/cur");
    fs::create_directories(root_ / "md/new");

    EXPECT_EQ(*detect(mbox), Kind::mbox);
    EXPECT_EQ(*detect(message), Kind::message);
    EXPECT_EQ(*detect(root_ / "md"), Kind::maildir);
    EXPECT_EQ(*detect(root_), Kind::folder);
    EXPECT_EQ(detect(root_ / "none").error().kind, ports::FailureKind::not_found);
    EXPECT_EQ(detect("/dev/null").error().kind, ports::FailureKind::local_io);
}

TEST_F(ReadMail, ReadsATreeOfFilesByName) {
    write("b/2.eml", "any bytes");
    write("a/1", "From a@x whenever\n" + mail);
    write("c/.hidden.eml", mail);
    write(".git/x.eml", mail);
    write("notes", "no mail\n");

    ASSERT_TRUE(read_all(root_));

    EXPECT_THAT(ids_, ElementsAre("a/1", "b/2.eml"));
    EXPECT_EQ(mails_[0].bytes, mail);
    EXPECT_THAT(skipped_, ElementsAre(HasSubstr("notes")));
}

TEST_F(ReadMail, ReadsAnIndexedFolderInOrderOfTime) {
    std::string index;
    for (const auto* row : {"late\t90", "later\t0", "early\t10", "twin\t90", "middle\t20"}) {
        const std::string line{row};
        write(line.substr(0, line.find('\t')), mail);
        index += line + "\tWork\n";
    }
    options_.labels = write("index.tsv", index);

    ASSERT_TRUE(read_all(root_));

    EXPECT_THAT(ids_, ElementsAre("early", "middle", "late", "later", "twin"));
}

TEST_F(ReadMail, FindsAMistakeInAnIndexBeforeTheFirstMessage) {
    write("1.eml", mail);
    options_.labels = write("index.tsv", "1.eml\t1\tx\n1.eml\tyesterday\tx\n");

    ASSERT_FALSE(read_all(root_));

    EXPECT_THAT(ids_, ElementsAre());
}

TEST_F(ReadMail, ReadsAnIndexWithoutTimesAsItStands) {
    write("1.eml", mail);
    write("2.eml", mail);
    write("unlisted.eml", mail);
    options_.labels = write("index.tsv", "2.eml\t20\tWork\tnote\n\n1.eml\t0\t\t\n");

    ASSERT_TRUE(read_all(root_));

    EXPECT_THAT(ids_, ElementsAre("2.eml", "1.eml"));
    EXPECT_EQ(mails_[0].received->time_since_epoch().count(), 20);
    EXPECT_THAT(mails_[0].labels, ElementsAre(domain::Label{"Work"}));
}

TEST_F(ReadMail, NamesTheLineOfAnIndexThatIsWrong) {
    write("1.eml", mail);
    options_.labels = write("index.tsv", "1.eml\t1\tx\n2.eml\t1\tx\n");

    const auto done = read_all(root_);

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ports::FailureKind::bad_input);
    EXPECT_THAT(done.error().sentence, HasSubstr("index.tsv:2: 2.eml is not in"));
}

TEST_F(ReadMail, ReadsAnIndexFromAnotherSystem) {
    write("1.eml", mail);
    options_.labels = write(
        "index.tsv",
        "\xEF\xBB\xBF"
        "1.eml\t20\tWork\r\n\r\n"
    );

    ASSERT_TRUE(read_all(root_));

    EXPECT_THAT(ids_, ElementsAre("1.eml"));
    EXPECT_THAT(mails_[0].labels, ElementsAre(domain::Label{"Work"}));
}

TEST_F(ReadMail, ReadsNothingOutsideTheFolderOfAnIndex) {
    write("secret.eml", mail);
    write("box/1.eml", mail);
    options_.labels = write("box/index.tsv", "1.eml\t1\tx\n../secret.eml\t1\tx\n");

    const auto done = read_all(root_ / "box");

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ports::FailureKind::bad_input);
    EXPECT_THAT(done.error().sentence, HasSubstr("index.tsv:2: "));
    EXPECT_THAT(ids_, ElementsAre());
}

TEST_F(ReadMail, SaysWhatAnIndexIsWhenThereIsNone) {
    options_.labels = root_ / "index.tsv";

    const auto done = read_all(root_);

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ports::FailureKind::not_found);
    EXPECT_THAT(done.error().sentence, HasSubstr("index.tsv"));
    EXPECT_THAT(done.error().hint, HasSubstr("epoch seconds"));
}

TEST_F(ReadMail, RefusesAnIndexForAFile) {
    options_.labels = "index.tsv";

    EXPECT_EQ(read_all(write("m", mail)).error().kind, ports::FailureKind::usage);
}

TEST_F(ReadMail, ReadsAMaildirWithItsFlagsAndFolders) {
    write("cur/1000.M1.host:2,FRS", mail);
    write("new/2000.M2.host", mail);
    write("tmp/3000.M3.host", mail);
    write(".Work.Acme/cur/900.M4.host:2,", mail);
    write(".Work.Acme/new/.keep", "");

    ASSERT_TRUE(read_all(root_));

    EXPECT_THAT(
        ids_,
        ElementsAre(".Work.Acme/cur/900.M4.host:2,", "cur/1000.M1.host:2,FRS", "new/2000.M2.host")
    );
    EXPECT_THAT(mails_[0].labels, ElementsAre(domain::Label{"Work/Acme"}));
    EXPECT_THAT(mails_[1].labels, UnorderedElementsAre(domain::inbox, domain::starred));
    EXPECT_EQ(mails_[1].flags, (domain::Flags{true, true, false}));
    EXPECT_EQ(mails_[2].received->time_since_epoch().count(), 2000);
}

TEST_F(ReadMail, ReadsOneMessage) {
    ASSERT_TRUE(read_all(write("m.eml", mail)));

    EXPECT_THAT(ids_, ElementsAre("m.eml"));
}

TEST_F(ReadMail, ReadsAnMbox) {
    ASSERT_TRUE(read_all(write("in.mbox", "From a@x Thu Jan  1 00:00:10 1970\n" + mail)));

    EXPECT_THAT(ids_, ElementsAre("in.mbox:1"));
    EXPECT_EQ(mails_[0].bytes, mail);
}

TEST_F(ReadMail, ReadsAnMboxInOrderOfTime) {
    const auto letter = [](const std::string& second, const std::string& body) {
        return "From a@x Thu Jan  1 00:00:" + second + " 1970\n\n" + body + "\n\n";
    };
    options_.max_message_bytes = 50;
    const auto path = write(
        "in.mbox",
        "From a@x whenever\n\nundated\n\n" + letter("30", "newest") +
            letter("20", std::string(100, 'x')) + letter("10", ">From oldest") +
            letter("20", "middle")
    );

    ASSERT_TRUE(read_all(path));

    EXPECT_THAT(ids_, ElementsAre("in.mbox:1", "in.mbox:4", "in.mbox:5", "in.mbox:2"));
    EXPECT_EQ(mails_[1].bytes, "\nFrom oldest\n");
    EXPECT_EQ(mails_[1].received->time_since_epoch().count(), 10);
    EXPECT_THAT(skipped_, ElementsAre("in.mbox:9"));
}

TEST_F(ReadMail, LeavesOutAFileThatIsTooLong) {
    write("1.eml", std::string(100, 'x'));
    write("2.eml", "x");
    options_.max_message_bytes = 50;

    ASSERT_TRUE(read_all(root_));

    EXPECT_THAT(ids_, ElementsAre("2.eml"));
    EXPECT_THAT(skipped_, ElementsAre(HasSubstr("1.eml")));
}

TEST(MaildirName, IsReadWhateverItHolds) {
    EXPECT_TRUE(parse_maildir_name("1.x;2,T").trashed);
    EXPECT_TRUE(parse_maildir_name("1.x:2,D").flags.draft);
    EXPECT_FALSE(parse_maildir_name("RFDS").starred);
    EXPECT_FALSE(parse_maildir_name("12").received);
    EXPECT_FALSE(parse_maildir_name("99999999999999999999.x").received);
}

} // namespace
} // namespace mailfile
