#include "tests/adapters/client/healing_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imap::client {
namespace {

using namespace healing_test;

class HealingMailStoreChangesTest : public HealingFixture {};

TEST_F(HealingMailStoreChangesTest, AMessageThatVanishedMeanwhileIsObservedAsGone) {
    open();
    world_.weather = {"cut before"};
    while_asleep_ = [this] { world_.mailbox.erase(1); };

    EXPECT_TRUE(label_two());

    EXPECT_EQ(vanished_, 1);
    EXPECT_EQ(world_.log.back(), "store 2");
}

TEST_F(HealingMailStoreChangesTest, AChangeThatShowsLaterIsLookedForAgainAndNotSentAgain) {
    open();
    world_.weather = {"late", ""};
    while_asleep_ = [this, looks = 0]() mutable {
        if (++looks == 3) {
            world_.show();
        }
    };

    EXPECT_TRUE(label_two());

    EXPECT_EQ(labelled_, 2);
    EXPECT_THAT(world_.log, ElementsAre("store 1 2", "fetch 1", "fetch 1", "fetch 1"));
    EXPECT_EQ(clock_.now.time_since_epoch(), std::chrono::seconds{1 + 2 + 4});
}

TEST_F(HealingMailStoreChangesTest, AChangeThatWasDroppedIsSentOnceMore) {
    open();
    world_.weather = {"late", ""};

    EXPECT_TRUE(label_two());

    EXPECT_EQ(labelled_, 2);
    EXPECT_EQ(world_.log.front(), "store 1 2");
    EXPECT_EQ(world_.log.back(), "store 1");
    EXPECT_EQ(clock_.now.time_since_epoch(), std::chrono::minutes{1});
}

TEST_F(HealingMailStoreChangesTest, AServerThatKeepsNothingIsWaitedForOnce) {
    open();
    world_.keeps_changes = false;

    EXPECT_TRUE(label_two());
    EXPECT_TRUE(label_two());

    EXPECT_THAT(received_, ElementsAre(1, 2, 1, 2));
    EXPECT_EQ(labelled_, 0);
    EXPECT_EQ(std::ranges::count(world_.log, "store 1 2"), 3);
    EXPECT_EQ(clock_.now.time_since_epoch(), std::chrono::minutes{1});
}

TEST_F(HealingMailStoreChangesTest, WhatTheServerRefusedIsNotWaitedFor) {
    open();
    world_.weather = {"refuse", ""};

    EXPECT_TRUE(label_two());

    EXPECT_EQ(labelled_, 1);
    EXPECT_THAT(world_.log, ElementsAre("store 1 2"));
}

TEST_F(HealingMailStoreChangesTest, AStopWhileAChangeDoesNotShowLeavesItOpen) {
    open();
    world_.weather = {"late", ""};
    while_asleep_ = [this] { stop_.request_stop(); };

    const auto changed = label_two();

    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().kind, FailureKind::interrupted);
    EXPECT_THAT(received_, ElementsAre(2));
}

TEST_F(HealingMailStoreChangesTest, GivesUpWhenEachConnectionDiesWithoutProgress) {
    open();
    for (int i = 0; i < 100; ++i) {
        world_.weather.insert(world_.weather.end(), {"cut", ""});
    }

    const auto fetched = fetch();

    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().kind, FailureKind::connection_lost);
    EXPECT_EQ(std::ranges::count(world_.log, "connect"), 4);
}

TEST_F(HealingMailStoreChangesTest, AStopDuringTheWaitEndsTheCall) {
    open();
    world_.weather = {"cut"};
    while_asleep_ = [this] { stop_.request_stop(); };

    const auto fetched = fetch();

    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().kind, FailureKind::interrupted);
}

TEST_F(HealingMailStoreChangesTest, TellsTheUserOfTheLossAndTheWait) {
    using What = ports::ConnectionEvent::What;
    open();
    world_.weather = {"cut"};

    EXPECT_TRUE(fetch());

    EXPECT_THAT(
        notes_.connection, ElementsAre(What::connected, What::lost, What::waiting, What::connected)
    );
}

TEST_F(HealingMailStoreChangesTest, AddsUpTheBytesOfAllConnections) {
    open();
    world_.weather = {"cut"};

    EXPECT_TRUE(fetch());

    EXPECT_EQ(store_.transferred().received.count, 20);
}

TEST_F(HealingMailStoreChangesTest, AFailureOfTheSinkIsNotHealed) {
    open();

    const auto fetched = store_.fetch(
        {.uids = {{1}}, .headers = false, .text = {}},
        [](const ports::StoredMessage& /*message*/) -> Result<void> {
            return ports::fail(FailureKind::local_io, "disk full");
        },
        {}
    );

    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().kind, FailureKind::local_io);
    EXPECT_THAT(world_.log, ElementsAre("fetch 1"));
}

} // namespace
} // namespace imap::client
