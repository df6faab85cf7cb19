#include "adapters/sqlite/account_lock.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

namespace sqlite {
namespace {

class AccountLockTest : public ::testing::Test {
protected:
    [[nodiscard]] ports::Result<AccountLock> acquire() const {
        return AccountLock::acquire(file, "you@gmail.com");
    }

    support::TemporaryFolder place;
    std::filesystem::path file = place.path() / "account.lock";
};

TEST_F(AccountLockTest, RefusesASecondRunAndNamesTheFirst) {
    const auto first = acquire();
    ASSERT_TRUE(first);

    const auto second = acquire();

    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ports::FailureKind::locked);
    EXPECT_EQ(
        second.error().sentence,
        "Another run (process " + std::to_string(::getpid()) +
            ") is using the state of you@gmail.com"
    );
}

TEST_F(AccountLockTest, LetsGoAtTheEnd) {
    {
        auto first = acquire();
        ASSERT_TRUE(first);
        first->say_goodbye();
    }

    const auto second = acquire();

    ASSERT_TRUE(second);
    EXPECT_FALSE(second->was_abandoned());
}

TEST_F(AccountLockTest, LetsGoWhenTheProcessIsKilled) {
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = acquire();
        ::raise(SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));

    const auto next = acquire();

    ASSERT_TRUE(next);
    EXPECT_TRUE(next->was_abandoned());
}

TEST_F(AccountLockTest, SurvivesAnUnreadableFile) {
    std::ofstream{file} << "not a number, and much longer than any number of a process";
    const auto first = acquire();

    ASSERT_TRUE(first);
    EXPECT_FALSE(first->was_abandoned());
}

TEST_F(AccountLockTest, DoesNotFollowALink) {
    std::filesystem::create_symlink(place.path() / "elsewhere", file);

    EXPECT_FALSE(acquire());
    EXPECT_FALSE(std::filesystem::exists(place.path() / "elsewhere"));
}

} // namespace
} // namespace sqlite
