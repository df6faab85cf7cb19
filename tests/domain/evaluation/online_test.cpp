#include "domain/evaluation/online.hpp"
#include "domain/learning/features.hpp"

#include <gtest/gtest.h>

#include <string>

namespace domain::evaluation {
namespace {

learning::Example example_about(const std::string& topic) {
    Message message;
    message.headers.emplace();
    message.headers->subject = topic;
    message.text = Text{"about the " + topic, {}, true};
    return {learning::extract_features(message), {{topic}}, {}};
}

std::vector<bool> hits(const Protocol& protocol, std::size_t messages) {
    learning::Model model;
    OnlineTest test{model, protocol};
    for (std::size_t i = 0; i < messages; ++i) {
        test.next(example_about(i % 2 == 0 ? "garden" : "kitchen"));
    }
    std::vector<bool> right;
    for (const Outcome& outcome : test.outcomes()) {
        right.push_back(outcome.right());
    }
    return right;
}

TEST(OnlineTest, KnowsTheLabelsOfTheFirstMessagesHoweverLongItsBlocks) {
    EXPECT_EQ(hits({10, 1000, true}, 14), (std::vector<bool>{true, true, true, true}));
}

TEST(OnlineTest, LearnsTheLabelsOfABlockAtItsEnd) {
    EXPECT_EQ(
        hits({0, 3, true}, 7), (std::vector<bool>{false, false, false, true, true, true, true})
    );
}

TEST(OnlineTest, LearnsEachMessageRightAfterItWasPredicted) {
    EXPECT_EQ(hits({0, 1, true}, 4), (std::vector<bool>{false, false, true, true}));
}

TEST(OnlineTest, LearnsNothingWhenFrozen) {
    EXPECT_EQ(hits({0, 1, false}, 3), (std::vector<bool>{false, false, false}));
}

} // namespace
} // namespace domain::evaluation
