#include "app/usecase/suggest_rules.hpp"
#include "domain/rules/printer.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace usecase {
namespace {

using ::testing::HasSubstr;

class SuggestRulesTest : public ::testing::Test {
protected:
    SuggestRulesTest() {
        options.gate = {.min_examples = 20, .target_precision = 0.9, .limit = 0.8};
        for (unsigned i = 0; i < 100; ++i) {
            const auto number = std::to_string(i);
            put_trip(labels({"Travel"}), number);
            bench.put(
                {.from = "orders@shop.example",
                 .subject = "Receipt " + number,
                 .labels = labels({"Receipts"}),
                 .text = "invoice total paid order " + number}
            );
        }
    }

    void put_trip(domain::LabelSet labels, const std::string& number) {
        bench.put(
            {.from = "desk@air.example",
             .subject = "Your trip " + number,
             .labels = std::move(labels),
             .text = "flight gate boarding itinerary " + number}
        );
    }

    SuggestRulesReport learned_and_suggested() {
        bench.sync_now();
        EXPECT_TRUE(learn(bench.world(), {{}, options.gate}));
        auto report = suggest_rules(bench.world(), options);
        EXPECT_TRUE(report) << report.error().sentence;
        return report ? *std::move(report) : SuggestRulesReport{};
    }

    Bench bench;
    SuggestRulesOptions options;
};

TEST_F(SuggestRulesTest, FindsARuleForEachLabelAndMeasuresIt) {
    const auto report = learned_and_suggested();

    EXPECT_EQ(report.older, 140U);
    EXPECT_EQ(report.newer, 60U);
    ASSERT_EQ(report.labels.size(), 2U);
    ASSERT_EQ(report.labels[1].rules.size(), 1U);
    EXPECT_EQ(domain::rules::print(report.labels[1].rules[0].when), "from:desk@air.example");
    EXPECT_EQ(report.labels[1].measured.right, 30U);
    EXPECT_EQ(report.labels[1].measured.carriers, 30U);
}

TEST_F(SuggestRulesTest, CountsUnlabelledMailAgainstARule) {
    for (unsigned i = 0; i < 40; ++i) {
        bench.put(
            {.from = "desk@air.example",
             .subject = "Our survey",
             .text = "tell us what you think of lounges " + std::to_string(i)}
        );
    }
    options.gate.limit = 1.1; // The model is never that sure: nothing would get a label by itself.
    const auto report = learned_and_suggested();

    ASSERT_EQ(report.labels[1].rules.size(), 1U);
    EXPECT_EQ(report.labels[1].measured.unsaid, 0U);
    EXPECT_EQ(report.labels[1].measured.hits - report.labels[1].measured.right, 40U);
}

TEST_F(SuggestRulesTest, HoldsNothingAgainstARuleThatTheModelWouldDoItself) {
    for (unsigned i = 0; i < 40; ++i) {
        put_trip(labels({"\\Inbox"}), std::to_string(i));
    }
    const auto report = learned_and_suggested();

    ASSERT_EQ(report.labels[1].rules.size(), 1U);
    EXPECT_EQ(domain::rules::print(report.labels[1].rules[0].when), "from:desk@air.example");
    EXPECT_GT(report.labels[1].measured.unsaid, 30U);
    EXPECT_EQ(report.labels[1].measured.precision(), 1.0);
}

TEST_F(SuggestRulesTest, SaysWhichLabelsHaveTooLittleMail) {
    bench.put({.labels = labels({"Rare"})});
    const auto report = learned_and_suggested();

    ASSERT_EQ(report.too_few.size(), 1U);
    EXPECT_EQ(report.too_few[0].label.name, "Rare");
    EXPECT_EQ(report.too_few[0].messages, 1U);
}

TEST_F(SuggestRulesTest, LooksAtOneLabelOnlyWhenAsked) {
    options.label = domain::Label{"travel"};
    const auto report = learned_and_suggested();

    ASSERT_EQ(report.labels.size(), 1U);
    EXPECT_EQ(report.labels[0].label.name, "Travel");
}

TEST_F(SuggestRulesTest, SaysWhichLabelWasProbablyMeant) {
    bench.sync_now();
    ASSERT_TRUE(learn(bench.world(), {{}, options.gate}));
    options.label = domain::Label{"Travle"};

    const auto report = suggest_rules(bench.world(), options);

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::not_found);
    EXPECT_THAT(report.error().hint, HasSubstr("Travel"));
}

TEST_F(SuggestRulesTest, AsksToLearnFirst) {
    bench.sync_now();

    const auto report = suggest_rules(bench.world(), options);

    ASSERT_FALSE(report);
    EXPECT_THAT(report.error().hint, HasSubstr("gmail-classifier learn"));
}

TEST_F(SuggestRulesTest, EndsWhenAskedToStop) {
    bench.sync_now();
    ASSERT_TRUE(learn(bench.world(), {{}, options.gate}));
    bench.stop.request_stop();

    const auto report = suggest_rules(bench.world(), options);

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::interrupted);
}

} // namespace
} // namespace usecase
