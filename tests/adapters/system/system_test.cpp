#include "adapters/system/folders.hpp"
#include "adapters/system/private_memory.hpp"
#include "adapters/system/system_clock.hpp"
#include "adapters/system/system_randomness.hpp"
#include "tests/support/doomed_process.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <map>
#include <set>

namespace os {
namespace {

Environment variables(std::map<std::string, std::string> values) {
    return [values = std::move(values)](const char* name) -> std::optional<std::string> {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional{found->second};
    };
}

TEST(SystemClock, NeverGoesBack) {
    const SystemClock clock;

    const auto first = clock.monotonic();

    EXPECT_GE(clock.monotonic(), first);
}

TEST(SystemClock, ReadsTheTimersOfTheKernel) {
    timespec kernel{};
    ASSERT_EQ(::clock_gettime(CLOCK_MONOTONIC, &kernel), 0);

    const auto ours = SystemClock{}.monotonic().time_since_epoch();

    const auto theirs =
        std::chrono::seconds{kernel.tv_sec} + std::chrono::nanoseconds{kernel.tv_nsec};
    EXPECT_LT(ours - theirs, std::chrono::minutes{1});
}

TEST(SystemClock, TellsTheTimeOfDay) {
    const auto now = std::time(nullptr);

    EXPECT_NEAR(
        static_cast<double>(SystemClock{}.wall().time_since_epoch().count()),
        static_cast<double>(now),
        60
    );
}

TEST(SystemRandomness, DoesNotRepeatItself) {
    SystemRandomness randomness;
    std::set<std::uint64_t> seen;

    for (int i = 0; i < 100; ++i) {
        seen.insert(randomness.next());
    }

    EXPECT_EQ(seen.size(), 100U);
}

TEST(Folders, FollowTheXdgVariables) {
    const auto folders = user_folders(
        variables({{"XDG_CONFIG_HOME", "/c"}, {"XDG_STATE_HOME", "/s"}, {"XDG_CACHE_HOME", "/k"}})
    );

    ASSERT_TRUE(folders);
    EXPECT_EQ(folders->config, "/c/gmail-classifier");
    EXPECT_EQ(folders->state, "/s/gmail-classifier");
    EXPECT_EQ(folders->cache, "/k/gmail-classifier");
}

TEST(Folders, FallBackToTheHomeFolder) {
    const auto folders = user_folders(variables({{"HOME", "/home/me"}, {"XDG_STATE_HOME", ""}}));

    ASSERT_TRUE(folders);
    EXPECT_EQ(folders->config, "/home/me/.config/gmail-classifier");
    EXPECT_EQ(folders->state, "/home/me/.local/state/gmail-classifier");
    EXPECT_EQ(folders->cache, "/home/me/.cache/gmail-classifier");
}

TEST(Folders, IgnoreRelativeVariables) {
    const auto folders =
        user_folders(variables({{"HOME", "/home/me"}, {"XDG_STATE_HOME", "state"}}));

    EXPECT_EQ(folders.value().state, "/home/me/.local/state/gmail-classifier");
}

TEST(Folders, SayWhatToSetWhenThereIsNoHome) {
    const auto folders = user_folders(variables({{"HOME", "relative"}}));

    ASSERT_FALSE(folders);
    EXPECT_EQ(folders.error().kind, ports::FailureKind::config);
    EXPECT_NE(folders.error().hint.find("HOME"), std::string::npos);
}

/// In a process of its own, because it cannot be taken back for the core's limit.
TEST(PrivateMemory, IsKeptFromTheMomentItIsAskedFor) {
    const auto fate = support::run_apart([] {
        const bool before = memory_is_private();
        const bool kept = keep_memory_private();
        _exit(!before && kept && memory_is_private() ? 0 : 1);
    });

    EXPECT_EQ(fate, support::Fate::finished);
}

} // namespace
} // namespace os
