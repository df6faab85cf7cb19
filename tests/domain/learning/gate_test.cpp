#include "domain/learning/gate.hpp"
#include "domain/learning/proportion.hpp"

#include <gtest/gtest.h>

namespace domain::learning {
namespace {

TEST(Proportion, GivesTheIntervalsOfTheTables) {
    // Clopper and Pearson's own example is 3 of 10: 0.067 to 0.652.
    EXPECT_NEAR(share_interval(3, 10).lower, 0.0667, 0.0005);
    EXPECT_NEAR(share_interval(3, 10).upper, 0.6525, 0.0005);
    EXPECT_EQ(share_interval(0, 0).upper, 1);
    EXPECT_EQ(share_interval(0, 10).lower, 0);
    EXPECT_NEAR(share_interval(10, 10).lower, 0.6915, 0.0005);
}

TEST(Proportion, BoundsAPerfectRecordByTheRuleOfThree) {
    EXPECT_NEAR(share_lower_bound(99, 99), 0.9702, 0.0005); // 0.05^(1/99)
    EXPECT_EQ(share_lower_bound(0, 5), 0);
}

TEST(Gate, SaysHowManyExamplesAreThere) {
    const auto decision = gate({{"Work"}, 14}, {});

    EXPECT_EQ(decision.state, GateState::learning);
    EXPECT_EQ(decision.reason, "14 of 30 examples");
}

TEST(Gate, SuggestsUntilTheLowerBoundClearsTheTarget) {
    const auto decision = gate({{"Work"}, 200, 150, 146}, {});

    EXPECT_EQ(decision.state, GateState::suggest);
    EXPECT_EQ(decision.reason, "lower 0.94 < 0.97");
}

TEST(Gate, TellsTheBoundFromTheTargetHoweverCloseTheyAre) {
    EXPECT_EQ(gate({{"Work"}, 200, 97, 97}, {}).reason, "lower 0.9696 < 0.9700");
    EXPECT_EQ(gate({{"Work"}, 200, 99, 99}, {}).reason, "lower 0.9702 >= 0.9700");
}

TEST(Gate, ActsOnALongRecordWithoutMistakes) {
    EXPECT_EQ(gate({{"Work"}, 200, 99, 99}, {}).state, GateState::act);
    EXPECT_EQ(gate({{"Work"}, 200, 97, 97}, {}).state, GateState::suggest);
}

TEST(Gate, BreaksWhenTheUserStartsToCorrect) {
    const auto decision = gate({{"Work"}, 5000, 4000, 4000, 40, 3}, {});

    EXPECT_EQ(decision.state, GateState::suggest);
    EXPECT_TRUE(decision.broken);
    EXPECT_EQ(decision.reason, "3 of 40 corrected");
}

TEST(Gate, ForgivesSlipsOfTheHand) {
    EXPECT_EQ(gate({{"Work"}, 5000, 4000, 4000, 40, 2}, {}).state, GateState::act);
}

} // namespace
} // namespace domain::learning
