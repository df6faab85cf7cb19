#include "adapters/secrets/keyring_secret_store.hpp"
#include "tests/adapters/secrets/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

namespace secrets {
namespace {

using testing::HasSubstr;

/// What libsecret's file backend leaks (a file's ETag for each write, 0.20.5) is not ours to mend.
class UncheckedLeaks {
#if defined(__SANITIZE_ADDRESS__)
    __lsan::ScopedDisabler disabled_;
#endif
};

/// libsecret's own file backend, which needs no desktop session.
class KeyringSecretStoreTest : public testing::Test {
protected:
    KeyringSecretStoreTest() {
        if (!KeyringSecretStore::available()) {
            return;
        }
        // NOLINTBEGIN(concurrency-mt-unsafe): before libsecret looks, and nothing else runs.
        ::setenv("SECRET_BACKEND", "file", 1);
        ::setenv("SECRET_FILE_TEST_PATH", (folder_.path() / "keyring").c_str(), 1);
        ::setenv("SECRET_FILE_TEST_PASSWORD", "test", 1);
        // NOLINTEND(concurrency-mt-unsafe)
    }

    TemporaryFolder folder_;
    KeyringSecretStore store_{{"ann", "imap.example"}};
};

TEST_F(KeyringSecretStoreTest, KeepsASecretPerUserAndHost) {
    if (!KeyringSecretStore::available()) {
        GTEST_SKIP() << "built without libsecret";
    }
    KeyringSecretStore other{{"bob", "imap.example"}};
    const auto missing = store_.read();
    EXPECT_EQ(missing.error().kind, ports::FailureKind::config);
    EXPECT_THAT(missing.error().sentence, HasSubstr("no password for ann at imap.example"));

    [[maybe_unused]] const UncheckedLeaks leaks;
    const auto written = store_.write(ports::Secret{"hunter2"});
    ASSERT_TRUE(written) << written.error().sentence;
    EXPECT_EQ(store_.read()->reveal(), "hunter2");
    EXPECT_FALSE(other.read());

    ASSERT_TRUE(store_.erase());
    EXPECT_FALSE(store_.read());
}

TEST_F(KeyringSecretStoreTest, SaysWhatItIs) {
    EXPECT_EQ(store_.description(), "keyring (Secret Service)");
}

} // namespace
} // namespace secrets
