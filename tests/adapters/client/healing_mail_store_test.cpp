#include "tests/adapters/client/healing_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imap::client {
namespace {

using namespace healing_test;

class HealingMailStoreTest : public HealingFixture {};

TEST_F(HealingMailStoreTest, ConnectsAndLogsInBeforeTheFirstCall) {
    EXPECT_TRUE(store_.open("INBOX", ports::Access::read, {}));

    EXPECT_THAT(world_.log, ElementsAre("connect", "login", "select INBOX"));
}

TEST_F(HealingMailStoreTest, ForcesANewTokenOnceAfterARefusedLogin) {
    world_.weather = {"refuse login"};

    EXPECT_TRUE(store_.folders({}));

    EXPECT_THAT(world_.log, ElementsAre("connect", "login", "connect", "login with a new token"));
}

TEST_F(HealingMailStoreTest, GivesUpAfterTheSecondRefusedLogin) {
    world_.weather = {"refuse login", "refuse login"};

    const auto folders = store_.folders({});

    ASSERT_FALSE(folders);
    EXPECT_EQ(folders.error().kind, FailureKind::credential_refused);
}

TEST_F(HealingMailStoreTest, AsksOnlyForTheMissingMessages) {
    open();
    world_.weather = {"", "", "cut"};

    EXPECT_TRUE(fetch());

    EXPECT_THAT(received_, ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(
        world_.log, ElementsAre("fetch 1 2 3 4", "connect", "login", "select INBOX", "fetch 3 4")
    );
}

TEST_F(HealingMailStoreTest, PassesEachChangeOnOnce) {
    open();
    world_.weather = {"", "", "cut"};

    EXPECT_TRUE(store_.fetch_changes(
        {0},
        [this](const ports::StoredMessage& message) -> Result<void> {
            received_.push_back(message.uid.value);
            return {};
        },
        {}
    ));

    EXPECT_THAT(received_, ElementsAre(1, 2, 3, 4));
}

TEST_F(HealingMailStoreTest, ReadsBackBeforeItWritesAgainAndSkipsWhatIsDone) {
    open();
    world_.weather = {"cut after"};

    EXPECT_TRUE(label_two());

    EXPECT_THAT(received_, ElementsAre(1, 2));
    EXPECT_THAT(
        world_.log,
        ElementsAre("store 1 2", "connect", "login", "select INBOX", "fetch 1 2", "store 2")
    );
}

TEST_F(HealingMailStoreTest, WritesAgainWhatReadsBackUnchanged) {
    open();
    world_.weather = {"cut before"};

    EXPECT_TRUE(label_two());

    EXPECT_EQ(world_.log.back(), "store 1 2");
    EXPECT_THAT(received_, ElementsAre(1, 2));
}

} // namespace
} // namespace imap::client
