#include "domain/evaluation/stages.hpp"
#include "domain/learning/features.hpp"

#include <gtest/gtest.h>

#include <random>

namespace domain::evaluation {
namespace {

// The subject tells the label of half the mail, the text that of the rest.
learning::Example mail_of_kind(int number) {
    std::mt19937 random{static_cast<std::uint32_t>(number)}; // In no order that could be learned.
    const bool told = random() % 2 == 0;
    const std::string topic = random() % 2 == 0 ? "garden" : "kitchen";
    Message message;
    message.headers.emplace();
    message.headers->from = {{"", "someone", told ? topic + ".example" : "mixed.example"}};
    message.headers->subject = told ? topic : "hello";
    message.text = Text{topic + " " + topic + "ware matters", {}, true};
    return {learning::extract_features(message), {{topic}}, {}};
}

std::vector<StageFigures> figures_after(int messages) {
    learning::Model model;
    StageTest test{0.9};
    for (int i = 0; i < messages; ++i) {
        const auto next = mail_of_kind(i);
        if (i >= messages / 2) {
            test.next(model, next, {1000});
        }
        model.learn(next);
    }
    return test.figures();
}

TEST(StageTest, ReadsNoTextForHeadersAndEveryTextForAll) {
    const auto figures = figures_after(400);

    EXPECT_EQ(figures[0].texts, 0);
    EXPECT_EQ(figures[0].bytes, 0);
    EXPECT_EQ(figures[2].texts, 1);
    EXPECT_EQ(figures[2].bytes, 1000);
}

TEST(StageTest, ReadsTheTextOfWhatTheHeadersLeaveOpen) {
    const auto figures = figures_after(400);

    EXPECT_GT(figures[1].texts, 0.3);
    EXPECT_LT(figures[1].texts, 0.9);
    EXPECT_EQ(figures[1].bytes, 1000 * figures[1].texts);
    EXPECT_GT(figures[1].accuracy, figures[0].accuracy + 0.1);
}

TEST(StageTest, PicksTheTextOfTheUndecidedWhereItIsAsGoodAsAllTexts) {
    EXPECT_EQ(
        cheapest_good_stage(
            {{Stage::headers, 0.8, 0, 0, 0, 0},
             {Stage::text_of_undecided, 0.896, 0, 0, 0.5, 500},
             {Stage::text_of_all, 0.9, 0, 0, 1, 1000}}
        ),
        Stage::text_of_undecided
    );
    EXPECT_EQ(
        cheapest_good_stage(
            {{Stage::headers, 0.8, 0, 0, 0, 0},
             {Stage::text_of_undecided, 0.88, 0, 0, 0.5, 500},
             {Stage::text_of_all, 0.9, 0, 0, 1, 1000}}
        ),
        Stage::text_of_all
    );
}

TEST(StageTest, PicksHeadersAloneWhereTextsAddNothing) {
    EXPECT_EQ(
        cheapest_good_stage(
            {{Stage::headers, 0.9, 0, 0, 0, 0},
             {Stage::text_of_undecided, 0.904, 0, 0, 0.5, 500},
             {Stage::text_of_all, 0.904, 0, 0, 1, 1000}}
        ),
        Stage::headers
    );
}

} // namespace
} // namespace domain::evaluation
