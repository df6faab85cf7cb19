#include "adapters/sqlite/account_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sys/stat.h>

namespace sqlite {
namespace {

namespace fs = std::filesystem;

TEST(FileStem, IsReadable) {
    EXPECT_EQ(file_stem({"you@gmail.com", "imap.gmail.com"}), "you@gmail.com,imap.gmail.com");
}

TEST(FileStem, IsTheSameInEverySpelling) {
    EXPECT_EQ(
        file_stem({"You@Gmail.com", "IMAP.gmail.com"}),
        file_stem({"you@gmail.com", "imap.gmail.com"})
    );
}

TEST(FileStem, TellsAccountsApart) {
    const std::set<std::string> stems{
        file_stem({"a", "b,c"}),
        file_stem({"a,b", "c"}),
        file_stem({"a=2cb", "c"}),
        file_stem({"", "a,b,c"}),
    };

    EXPECT_EQ(stems.size(), 4U);
}

TEST(FileStem, IsNeverAPath) {
    for (const auto* const user : {"../../etc/passwd", "/etc/passwd", "a/b", ".hidden", "nul\0x"}) {
        const auto stem = file_stem({user, "host"});
        EXPECT_EQ(stem.find('/'), std::string::npos) << stem;
        EXPECT_NE(stem.front(), '.') << stem;
    }
}

TEST(FileStem, FitsTheFileSystem) {
    const std::string longest(300, 'x');

    const auto stem = file_stem({longest, "host"});

    EXPECT_LT(stem.size(), 200U);
    EXPECT_NE(stem, file_stem({longest + 'y', "host"}));
}

TEST(PrivateFolders, AreMadeForTheUserAlone) {
    const support::TemporaryFolder place;
    const auto deep = place.path() / "state" / "gmail-classifier";

    ASSERT_TRUE(make_private_folders(deep));

    EXPECT_EQ(fs::status(deep).permissions(), fs::perms::owner_all);
    EXPECT_EQ(fs::status(deep.parent_path()).permissions(), fs::perms::owner_all);
}

TEST(PrivateFolders, StayAsTheyAreWhenTheyExist) {
    const support::TemporaryFolder place;
    const auto open_to_all = fs::perms::owner_all | fs::perms::group_read;
    fs::permissions(place.path(), open_to_all);

    ASSERT_TRUE(make_private_folders(place.path() / "new"));

    EXPECT_EQ(fs::status(place.path()).permissions(), open_to_all);
}

TEST(PrivateFolders, SayWhatIsInTheWay) {
    const support::TemporaryFolder place;
    std::ofstream{place.path() / "taken"} << "a file";

    const auto made = make_private_folders(place.path() / "taken" / "state");

    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ports::FailureKind::local_io);
    EXPECT_NE(made.error().sentence.find("taken"), std::string::npos);
}

TEST(PrivateFile, IsReadableByTheUserAlone) {
    const support::TemporaryFolder place;
    const auto before = ::umask(0);

    const auto made = make_private_file(place.path() / "file");

    ::umask(before);
    ASSERT_TRUE(made);
    EXPECT_EQ(
        fs::status(place.path() / "file").permissions(),
        fs::perms::owner_read | fs::perms::owner_write
    );
}

} // namespace
} // namespace sqlite
