#include "tests/adapters/client/healing_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imap::client {
namespace {

using namespace healing_test;

/// The server changes UIDVALIDITY while the connection is lost in the middle of a call.
class RenumberingTest : public HealingFixture {
protected:
    RenumberingTest() {
        while_asleep_ = [this] { world_.renumber(); };
    }

    Result<void> fetch_known() {
        return store_.fetch(
            {.uids = {{1}, {2}, {3}, {4}},
             .headers = false,
             .text = {},
             .known = {{{1}, {"a"}}, {{2}, {"b"}}, {{3}, {"c"}}, {{4}, {"d"}}}},
            [this](const ports::StoredMessage& message) -> Result<void> {
                received_.push_back(message.uid.value);
                ids_.push_back(message.message.id.value);
                return {};
            },
            stop_.get_token()
        );
    }

    std::vector<std::string> ids_;
};

TEST_F(RenumberingTest, AFetchGoesOnWithTheMessagesThatAreMissing) {
    open();
    world_.weather = {"", "cut"};

    const auto fetched = fetch_known();

    ASSERT_TRUE(fetched) << fetched.error().sentence;
    EXPECT_THAT(received_, ElementsAre(1, 2, 3, 4)) << "the caller's numbers";
    EXPECT_THAT(ids_, ElementsAre("a", "b", "c", "d"));
    EXPECT_EQ(world_.log.back(), "fetch 12 13 14") << "the server's numbers";
}

TEST_F(RenumberingTest, LabelsReachTheSameMessagesUnderTheirNewNumbers) {
    open();
    world_.weather = {"cut after"};

    const auto changed = label_two();

    ASSERT_TRUE(changed) << changed.error().sentence;
    EXPECT_THAT(received_, ElementsAre(1, 2));
    EXPECT_THAT(world_.mailbox.at(11), ElementsAre(domain::Label{"Work"}));
    EXPECT_THAT(world_.mailbox.at(12), ElementsAre(domain::Label{"Work"}));
    EXPECT_EQ(world_.log.back(), "store 12") << "the first was read back and found done";
}

TEST_F(RenumberingTest, AMessageThatIsNotThereUnderAnyNumberHasVanished) {
    open();
    world_.weather = {"cut before"};
    while_asleep_ = [this] {
        world_.renumber();
        world_.mailbox.erase(11);
    };

    EXPECT_TRUE(label_two());

    EXPECT_EQ(vanished_, 1);
    EXPECT_EQ(world_.log.back(), "store 12");
}

TEST_F(RenumberingTest, LaterCallsGoOnInTheNumberingThatWasOpened) {
    open();
    world_.weather = {"cut"};
    ASSERT_TRUE(fetch_known());
    world_.log.clear();
    received_.clear();

    EXPECT_TRUE(label_two());

    EXPECT_THAT(received_, ElementsAre(1, 2));
    EXPECT_THAT(world_.log, ElementsAre("store 11 12"));
}

TEST_F(RenumberingTest, ASecondRenumberingIsLearntAnew) {
    open();
    world_.weather = {"", "cut", "", "", "", "", "", "", "cut"};

    const auto fetched = fetch_known();

    ASSERT_TRUE(fetched) << fetched.error().sentence;
    EXPECT_THAT(ids_, ElementsAre("a", "b", "c", "d"));
    EXPECT_THAT(received_, ElementsAre(1, 2, 3, 4));
}

TEST_F(RenumberingTest, EndsWithTheCauseWhereNobodyKnowsWhoAMessageWas) {
    open();
    world_.weather = {"cut"};

    const auto fetched = fetch();

    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().kind, FailureKind::stale_plan);
    EXPECT_THAT(fetched.error().sentence, HasSubstr("UIDVALIDITY 7 became 8"));
    EXPECT_EQ(world_.log.back(), "select INBOX");
}

TEST_F(RenumberingTest, WritesNothingWhereTheIdentityIsTheNumberItself) {
    open();
    world_.weather = {"cut before"};
    const std::vector<ports::LabelDelta> deltas{
        {.id = {"uid:7.1"}, .uid = {1}, .add = {{"Work"}}, .remove = {}}
    };

    const auto changed =
        store_.change(deltas, [](const auto&) { return Result<void>{}; }, stop_.get_token());

    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().kind, FailureKind::stale_plan);
    EXPECT_EQ(world_.log.back(), "select INBOX");
}

} // namespace
} // namespace imap::client
