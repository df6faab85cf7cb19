#include "adapters/secrets/file_secret_store.hpp"
#include "tests/adapters/secrets/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

namespace secrets {
namespace {

namespace fs = std::filesystem;
using fs::perms;
using testing::HasSubstr;

constexpr perms owner = perms::owner_read | perms::owner_write;

ports::Failure failure_of(const fs::path& file) {
    const auto read = FileSecretStore{file}.read();
    EXPECT_FALSE(read);
    EXPECT_EQ(read.error().kind, ports::FailureKind::config);
    EXPECT_THAT(read.error().sentence + read.error().hint, testing::Not(HasSubstr("hunter2")));
    return read.error();
}

TEST(FileSecretStore, ReadsAFileOfTheUsersOwn) {
    const TemporaryFolder folder;

    EXPECT_EQ(FileSecretStore{folder.write("p", "hunter2\n", owner)}.read()->reveal(), "hunter2");
    EXPECT_EQ(FileSecretStore{folder.write("q", "x", perms::owner_read)}.read()->reveal(), "x");
}

TEST(FileSecretStore, RefusesAFileThatOthersMayRead) {
    const TemporaryFolder folder;
    for (const perms open : {perms::group_read, perms::others_read, perms::group_write}) {
        const fs::path file = folder.write("p", "hunter2", owner | open);
        EXPECT_EQ(failure_of(file).hint, "chmod 600 '" + file.string() + "'");
    }
}

TEST(FileSecretStore, RefusesWhatIsNoFile) {
    const TemporaryFolder folder;
    const fs::path fifo = folder.path() / "fifo";
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);

    EXPECT_THAT(failure_of(fifo).sentence, HasSubstr("not a regular file"));
    EXPECT_THAT(failure_of(folder.path()).sentence, HasSubstr("not a regular file"));
    EXPECT_THAT(failure_of(folder.path() / "none").sentence, HasSubstr("No such file"));
}

TEST(FileSecretStore, RefusesWhatIsEmptyOrTooLarge) {
    const TemporaryFolder folder;

    EXPECT_THAT(failure_of(folder.write("p", "\n", owner)).sentence, HasSubstr("no password"));
    EXPECT_THAT(
        failure_of(folder.write("q", std::string(100'000, 'x'), owner)).sentence,
        HasSubstr("too large")
    );
}

TEST(FileSecretStore, WritesAFileThatItAcceptsAndErasesIt) {
    const TemporaryFolder folder;
    FileSecretStore store{folder.path() / "p"};

    ASSERT_TRUE(store.write(ports::Secret{"one"}));
    ASSERT_TRUE(store.write(ports::Secret{"two"}));
    EXPECT_EQ(store.read()->reveal(), "two");
    EXPECT_EQ(std::distance(fs::directory_iterator{folder.path()}, {}), 1) << "no remains";

    ASSERT_TRUE(store.erase());
    EXPECT_FALSE(store.read());
    EXPECT_TRUE(store.erase()) << "nothing is left to erase";
}

TEST(FileSecretStore, SaysWhenItCannotWrite) {
    EXPECT_EQ(
        FileSecretStore{"/nowhere/p"}.write(ports::Secret{"x"}).error().kind,
        ports::FailureKind::config
    );
}

} // namespace
} // namespace secrets
