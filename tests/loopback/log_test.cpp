// `log --follow` beside another run of the program.

#include "adapters/memory/recording_reporter.hpp"
#include "app/compose/options.hpp"
#include "app/compose/production.hpp"
#include "app/usecase/sync.hpp"
#include "tests/loopback/served_account.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <thread>
#include <vector>

namespace loopback {
namespace {

std::vector<boost::json::object> objects_of(const Ran& ran) {
    std::vector<boost::json::object> objects;
    std::istringstream lines{ran.out};
    for (std::string line; std::getline(lines, line);) {
        objects.push_back(boost::json::parse(line).as_object());
    }
    return objects;
}

/// A sync that is no run of the program's command line: of those a process has one at a time.
void sync_beside(const FakeAccount& account) {
    const auto loaded = account.settings();
    compose::Production outside;
    memory::RecordingReporter reporter;
    const auto opened =
        compose::Account::open(loaded, {outside, reporter, {}}, compose::StateUse::write);
    ASSERT_TRUE(opened) << opened.error().sentence;
    const auto mail = (*opened)->mail();
    ASSERT_TRUE(mail) << mail.error().sentence;
    EXPECT_TRUE(usecase::sync(**mail, (*opened)->world(), compose::sync_options(loaded)));
}

TEST(Log, FollowsWhatHappensAndTellsAnEntryAgainWhenItHasEnded) {
    const FakeAccount account{20};
    ASSERT_EQ(account.run({"sync"}).code, 0);
    Ran followed;
    std::jthread following{[&] {
        followed = account.run({"log", "--follow", "--for=4s", "--json"});
    }};

    sync_beside(account);
    following.join();

    ASSERT_EQ(followed.code, 0) << followed.err;
    const auto entries = objects_of(followed);
    std::size_t ended = 0;
    for (const auto& entry : entries) {
        EXPECT_EQ(entry.at("what"), "connection");
        EXPECT_EQ(entry.at("logins").to_number<int>(), 1);
        ended += entry.at("ended").is_null() ? 0U : 1U;
    }
    EXPECT_EQ(ended, 2U) << followed.out;
}

TEST(Log, WantsToFollowWhereATimeIsSaid) {
    const FakeAccount account{1};
    ASSERT_EQ(account.run({"sync"}).code, 0);

    EXPECT_EQ(account.run({"log", "--for=1s"}).code, 64);
    EXPECT_EQ(account.run({"log", "--follow", "--for=soon"}).code, 64);
}

} // namespace
} // namespace loopback
