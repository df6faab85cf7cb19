#include "domain/evaluation/online.hpp"
#include "domain/evaluation/scorecard.hpp"
#include "domain/learning/features.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace domain::evaluation {
namespace {

Outcome outcome(LabelSet truth, std::string predicted, double confidence) {
    return {std::move(truth), {predicted}, confidence, confidence, 0, {{predicted}}};
}

// Three right, one wrong; the wrong one is the least confident.
std::vector<Outcome> four() {
    return {
        outcome({{"a"}}, "a", 0.95),
        outcome({{"a"}}, "a", 0.92),
        outcome({{"b"}}, "b", 0.75),
        outcome({{"b"}}, "a", 0.35),
    };
}

TEST(Scorecard, CountsWhatWasRight) {
    const auto card = scorecard(four());

    EXPECT_EQ(card.messages, 4U);
    EXPECT_DOUBLE_EQ(card.accuracy, 0.75);
    EXPECT_DOUBLE_EQ(card.macro_f1, (0.8 + 2.0 / 3) / 2);
}

TEST(Scorecard, TellsWhenItWentWorse) {
    std::vector<Outcome> outcomes(90, outcome({{"a"}}, "a", 0.9));
    outcomes.insert(outcomes.end(), 10, outcome({{"b"}}, "a", 0.7));

    const auto drift = scorecard(outcomes).drift;

    ASSERT_EQ(drift.size(), 10U);
    EXPECT_DOUBLE_EQ(drift[8].accuracy, 1);
    EXPECT_DOUBLE_EQ(drift[9].accuracy, 0);
    EXPECT_NEAR(drift[9].confidence, 0.7, 1e-9);
    EXPECT_NEAR(drift[9].accuracy_interval.upper, 0.308, 0.001);
}

TEST(Scorecard, CutsFewMessagesIntoFewPieces) {
    EXPECT_EQ(scorecard(four()).drift.size(), 4U);
    EXPECT_TRUE(scorecard({}).drift.empty());
}

TEST(Scorecard, WeighsAWrongLabelAsTenRightOnes) {
    const auto costs = scorecard(four()).costs;

    EXPECT_DOUBLE_EQ(costs.front().limit, 0);
    EXPECT_DOUBLE_EQ(costs.front().gain, (3.0 - 10) / 4);
    const auto at_half = costs[1];
    EXPECT_DOUBLE_EQ(at_half.limit, 0.5);
    EXPECT_EQ(at_half.right, 3U);
    EXPECT_EQ(at_half.wrong, 0U);
    EXPECT_EQ(at_half.left, 1U);
    EXPECT_DOUBLE_EQ(at_half.gain, 0.75);
}

TEST(Scorecard, TakesNoLabelForNoAct) {
    const auto costs =
        scorecard(std::vector{outcome({}, "", 0.99), outcome({{"a"}}, "", 0.99)}).costs;

    EXPECT_EQ(costs.front().left, 2U);
    EXPECT_DOUBLE_EQ(costs.front().gain, 0);
}

TEST(Scorecard, MeasuresTheMostConfidentFirst) {
    const auto card = scorecard(four());

    EXPECT_DOUBLE_EQ(card.accuracy_at[0], 1);
    EXPECT_DOUBLE_EQ(card.accuracy_at[2], 0.75);
    EXPECT_DOUBLE_EQ(card.at_limit.coverage, 0.5);
    EXPECT_DOUBLE_EQ(card.at_limit.precision, 1);
}

TEST(Scorecard, ComparesConfidenceWithTruthInTenBins) {
    // (|0.935 - 1| * 2 + |0.75 - 1| + |0.35 - 0|) / 4
    EXPECT_NEAR(scorecard(four()).ece, 0.1825, 1e-12);
}

TEST(Scorecard, CountsPairsOfTwoLabelsInTheWrongOrder) {
    // b has the scores 0.75 and -0.35, a has -0.95 and -0.92: every b is above every a.
    EXPECT_DOUBLE_EQ(scorecard(four()).one_minus_roca.value(), 0);
    auto swapped = four();
    swapped[3].score = 0.93;
    EXPECT_DOUBLE_EQ(scorecard(swapped).one_minus_roca.value(), 0.25);
}

TEST(Scorecard, LeavesOutFiguresThatDoNotApply) {
    const auto two = scorecard(four());
    EXPECT_FALSE(two.micro_f1);

    auto three = four();
    three.push_back(outcome({{"c"}}, "c", 0.5));
    EXPECT_FALSE(scorecard(three).one_minus_roca);
}

TEST(Scorecard, CountsEveryLabelOfAMessageThatHasSeveral) {
    std::vector<Outcome> several{outcome({{"a"}, {"b"}}, "a", 0.9)};
    several.front().assigned = {{"a"}, {"c"}};

    EXPECT_DOUBLE_EQ(scorecard(several).micro_f1.value(), 0.5);
    EXPECT_DOUBLE_EQ(scorecard(several).accuracy, 1);
}

TEST(Scorecard, NamesWhatIsConfused) {
    const auto card = scorecard(four());

    ASSERT_EQ(card.confusions.size(), 1U);
    EXPECT_EQ(card.confusions.front().truth.name, "b");
    EXPECT_EQ(card.confusions.front().predicted.name, "a");
    ASSERT_EQ(card.labels.size(), 2U);
    EXPECT_DOUBLE_EQ(card.labels.front().precision, 2.0 / 3);
    EXPECT_DOUBLE_EQ(card.labels.back().recall, 0.5);
}

TEST(Scorecard, OfNothingIsAllZeros) {
    const auto card = scorecard({});

    EXPECT_EQ(card.messages, 0U);
    EXPECT_EQ(card.accuracy, 0);
    EXPECT_EQ(card.ece, 0);
    EXPECT_TRUE(card.labels.empty());
}

TEST(LabelRecords, CountDecisionsAtOrAboveTheLimit) {
    const auto records = label_records(four(), 0.9);

    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records.front().label.name, "a");
    EXPECT_EQ(records.front().decided, 2U);
    EXPECT_EQ(records.front().right, 2U);
}

learning::Example example(int number) {
    Message message;
    message.headers.emplace();
    message.headers->subject = number % 2 == 0 ? "even" : "odd";
    return {learning::extract_features(message), {{message.headers->subject}}, {}};
}

TEST(OnlineTest, PredictsAfterTheFirstMessagesAndLearnsEach) {
    learning::Model model;
    OnlineTest test{model, {10, 1, true}};
    for (int i = 0; i < 30; ++i) {
        test.next(example(i));
    }

    EXPECT_EQ(test.outcomes().size(), 20U);
    EXPECT_EQ(model.examples(), 30U);
    EXPECT_DOUBLE_EQ(scorecard(test.outcomes()).accuracy, 1);
}

TEST(OnlineTest, LearnsNothingBeforeABlockIsFull) {
    learning::Model model;
    OnlineTest test{model, {0, 8, true}};
    for (int i = 0; i < 15; ++i) {
        test.next(example(i));
    }

    EXPECT_EQ(model.examples(), 8U);
    EXPECT_FALSE(test.outcomes()[7].right());
    EXPECT_TRUE(test.outcomes()[8].right());
}

TEST(OnlineTest, KeepsTheLatestOutcomes) {
    learning::Model model;
    learning::Model other;
    OnlineTest all{model, {0, 1, true}};
    OnlineTest some{other, {0, 1, true, 8}};
    for (int i = 0; i < 47; ++i) {
        all.next(example(i));
        some.next(example(i));
        ASSERT_EQ(some.outcomes().size(), std::min<std::size_t>(all.outcomes().size(), 8));
        EXPECT_EQ(some.outcomes().back().confidence, all.outcomes().back().confidence);
        EXPECT_EQ(
            some.outcomes().front().confidence,
            all.outcomes().last(some.outcomes().size()).front().confidence
        );
    }
}

TEST(OnlineTest, LeavesAFrozenModelAsItIs) {
    learning::Model model;
    OnlineTest test{model, {0, 1, false}};
    test.next(example(1));

    EXPECT_EQ(model.examples(), 0U);
    EXPECT_EQ(test.outcomes().size(), 1U);
}

TEST(TimeSplitTest, LearnsThePastAndPredictsTheFuture) {
    std::vector<learning::Example> examples;
    for (int i = 0; i < 20; ++i) {
        examples.push_back(example(i));
    }
    const auto outcomes = time_split_test(examples, 0.5);

    EXPECT_EQ(outcomes.size(), 10U);
    EXPECT_DOUBLE_EQ(scorecard(outcomes).accuracy, 1);
}

} // namespace
} // namespace domain::evaluation
