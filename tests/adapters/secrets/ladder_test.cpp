#include "adapters/secrets/ladder.hpp"
#include "adapters/secrets/systemd_secret_store.hpp"
#include "tests/adapters/secrets/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secrets {
namespace {

using std::filesystem::perms;
using testing::HasSubstr;

const Owner ann{"ann", "imap.example"};

std::string chosen(const Place& place, const std::filesystem::path& credentials = {}) {
    return choose_store(place, ann, credentials).store->description();
}

TEST(Ladder, TakesWhatTheUserSaid) {
    using enum Place::Kind;
    EXPECT_EQ(chosen({file, "/p"}), "file /p");
    EXPECT_EQ(chosen({command, "pass x"}), "command `pass x`");
    EXPECT_EQ(chosen({systemd, "gmail"}), "systemd credential gmail");
    EXPECT_EQ(chosen({keyring, ""}), "keyring (Secret Service)");
    EXPECT_EQ(choose_store({file, "/p"}, ann, {}).why, "the configuration says so");
}

TEST(Ladder, PrefersSystemdsCredentialToTheKeyring) {
    const TemporaryFolder folder;
    EXPECT_EQ(chosen({}, folder.path()), "keyring (Secret Service)");

    (void)folder.write(default_credential, "hunter2\n", perms::owner_read);

    const Chosen found = choose_store({}, ann, folder.path());
    EXPECT_THAT(found.why, HasSubstr("systemd"));
    EXPECT_EQ(found.store->read()->reveal(), "hunter2");
}

TEST(SystemdSecretStore, SaysWhatIsMissing) {
    const TemporaryFolder folder;

    EXPECT_THAT(
        SystemdSecretStore({}, "x").read().error().sentence, HasSubstr("CREDENTIALS_DIRECTORY")
    );
    EXPECT_THAT(
        SystemdSecretStore(folder.path(), "x").read().error().sentence,
        HasSubstr("no systemd credential")
    );
}

TEST(SystemdSecretStore, StaysInItsFolder) {
    const TemporaryFolder folder;
    (void)folder.write("x", "hunter2", perms::owner_read);

    for (const char* const name : {"", ".", "..", "../x", "a/../x"}) {
        EXPECT_FALSE(SystemdSecretStore(folder.path(), name).exists()) << name;
    }
    EXPECT_TRUE(SystemdSecretStore(folder.path(), "x").exists());
}

TEST(SystemdSecretStore, CannotBeWritten) {
    SystemdSecretStore store{{}, "x"};

    EXPECT_FALSE(store.write(ports::Secret{"x"}));
    EXPECT_FALSE(store.erase());
}

} // namespace
} // namespace secrets
