#include "app/usecase/back_test.hpp"
#include "app/usecase/undo.hpp"
#include "domain/rules/parser.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gtest/gtest.h>

namespace usecase {
namespace {

class BackTestTest : public ::testing::Test {
protected:
    BackTestTest() { options.after = Bench::with_rule("from:air.example", "Travel", true).rules; }

    void put(unsigned letters, const Letter& letter) {
        for (unsigned i = 0; i < letters; ++i) {
            bench.put(letter);
        }
    }

    BackTestReport tested() {
        bench.sync_now();
        auto report = back_test(bench.world(), options);
        EXPECT_TRUE(report) << report.error().sentence;
        return report ? *std::move(report) : BackTestReport{};
    }

    Bench bench;
    BackTestOptions options;
};

TEST_F(BackTestTest, CountsWhatAnEditAddsRemovesAndContradicts) {
    put(3, {.labels = labels({"\\Inbox"})});
    put(4, {.labels = labels({"Travel"})});
    put(2, {.labels = labels({"Family"})});
    put(5, {.from = "orders@shop.example", .labels = labels({"\\Inbox"})});
    options.before = Bench::with_rule("from:shop.example", "Receipts").rules;

    const auto report = tested();

    EXPECT_EQ(report.messages, 14U);
    EXPECT_EQ(report.changed, 14U);
    EXPECT_EQ(report.total().added, 9U);
    EXPECT_EQ(report.total().removed, 5U);
    EXPECT_EQ(report.total().confirmed, 4U);
    EXPECT_EQ(report.total().contradicted, 2U);
    EXPECT_EQ(report.contradicted, 2U);
    EXPECT_EQ(report.labels.at(domain::inbox).removed, 9U);
}

TEST_F(BackTestTest, LooksAtTheMailInScopeOnly) {
    const auto now = bench.clock.wall();
    put(3, {.labels = labels({"\\Inbox"}), .received = now - std::chrono::days{400}});
    put(2, {.labels = labels({"\\Inbox"}), .received = now - std::chrono::days{10}});
    options.scope = domain::rules::parse_query("newer_than:1y").query;

    const auto report = tested();

    EXPECT_EQ(report.messages, 2U);
    EXPECT_EQ(report.total().added, 2U);
    EXPECT_EQ(*report.since, now - std::chrono::days{10});
}

TEST_F(BackTestTest, SaysThatNoMailIsInScope) {
    put(1, {});
    options.scope = domain::rules::parse_query("from:nobody.example").query;
    bench.sync_now();

    const auto report = back_test(bench.world(), options);

    ASSERT_FALSE(report);
    EXPECT_NE(report.error().sentence.find("scope"), std::string::npos);
}

TEST_F(BackTestTest, ListsContradictionsFirstAndNoMoreThanAsked) {
    put(1, {.subject = "Your trip with Ann", .labels = labels({"Family"})});
    put(9, {.labels = labels({"\\Inbox"})});
    options.listed = 3;

    const auto report = tested();

    ASSERT_EQ(report.listed.size(), 3U);
    EXPECT_EQ(report.listed[0].subject, "Your trip with Ann");
    EXPECT_EQ(report.listed[0].by_hand, labels({"Family"}));
    EXPECT_EQ(report.changed, 10U);
}

// What a rule gave is no word of the user's; what the user took back is.
TEST_F(BackTestTest, TellsTheUsersHandFromTheProgramsOwn) {
    put(3, {.labels = labels({"\\Inbox"})});
    bench.sync_now();
    const auto plan = bench.plan_now(Bench::with_rule("from:air.example", "Family"));
    ASSERT_TRUE(bench.apply_now(plan, everything(plan)));

    EXPECT_EQ(tested().total().contradicted, 0U);

    ASSERT_TRUE(undo(bench.mail, bench.world(), {}));
    options.after = Bench::with_rule("from:air.example", "Family").rules;

    EXPECT_EQ(tested().total().contradicted, 3U);
}

TEST_F(BackTestTest, FindsNoDifferenceBetweenTheSameRules) {
    put(3, {});
    options.before = options.after;

    EXPECT_EQ(tested().changed, 0U);
}

TEST_F(BackTestTest, LeavesTrashAlone) {
    put(3, {.labels = labels({"\\Trash"})});
    put(1, {});

    EXPECT_EQ(tested().messages, 1U);
}

TEST_F(BackTestTest, SaysThatThereIsNoMail) {
    const auto report = back_test(bench.world(), options);

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::not_found);
}

TEST_F(BackTestTest, CountsWhatOnlyTheTextWouldDecide) {
    put(3, {});
    options.after = Bench::with_rule("traveller", "Travel").rules;

    EXPECT_EQ(tested().undecided, 3U);
}

} // namespace
} // namespace usecase
