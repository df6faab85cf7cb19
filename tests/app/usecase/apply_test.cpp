#include "app/usecase/apply.hpp"
#include "app/usecase/undo.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace usecase {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

/// A mailbox of travel and other mail, synchronised, with a plan that labels the travel mail.
class ApplyTest : public ::testing::Test {
protected:
    void fill(unsigned travel, unsigned other = 1) {
        for (unsigned i = 0; i < travel; ++i) {
            uids.push_back(bench.put({.labels = labels({"\\Inbox"})}));
        }
        for (unsigned i = 0; i < other; ++i) {
            bench.put({.from = "ann@people.example", .labels = labels({"\\Inbox"})});
        }
        bench.sync_now();
        plan = bench.plan_now(Bench::with_rule("from:air.example", "Travel", true));
        before = bench.all_labels();
    }

    /// What the plan says the mailbox will be.
    [[nodiscard]] std::map<std::uint32_t, domain::LabelSet> predicted() const {
        auto all = before;
        for (const auto uid : uids) {
            all[uid.value] = labels({"Travel"});
        }
        return all;
    }

    std::vector<ports::Outcome> outcomes() {
        std::vector<ports::Outcome> list;
        const auto runs = bench.state.journal().runs();
        for (const auto& run : *runs) {
            (void)bench.state.journal().entries(run.id, [&list](const auto& entry) {
                if (entry.outcome) {
                    list.push_back(*entry.outcome);
                }
                return ports::Result<void>{};
            });
        }
        return list;
    }

    Bench bench;
    std::vector<ports::Uid> uids;
    PlanReport plan;
    std::map<std::uint32_t, domain::LabelSet> before;
};

TEST_F(ApplyTest, MakesTheMailboxWhatThePlanPredicted) {
    fill(5);

    const auto report = bench.apply_now(plan);

    ASSERT_TRUE(report) << report.error().sentence;
    EXPECT_EQ(report->done, 5U);
    EXPECT_EQ(bench.all_labels(), predicted());
}

TEST_F(ApplyTest, DoesNothingTheSecondTime) {
    fill(3);
    ASSERT_TRUE(bench.apply_now(plan));
    const auto calls = bench.mail.calls().size();

    const auto again = bench.apply_now(plan);

    ASSERT_TRUE(again);
    EXPECT_EQ(again->before, 3U);
    EXPECT_EQ(again->done, 0U);
    for (auto i = calls; i < bench.mail.calls().size(); ++i) {
        EXPECT_THAT(bench.mail.calls()[i], Not(HasSubstr("change")));
    }
    EXPECT_EQ(bench.all_labels(), predicted());
}

TEST_F(ApplyTest, ChangesAtMostTwentyMessagesTheFirstTimeEver) {
    fill(25);

    const auto first = bench.apply_now(plan);
    const auto second = bench.apply_now(plan);

    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->done, 20U);
    EXPECT_EQ(first->left, 5U);
    EXPECT_TRUE(first->first_run_cap);
    EXPECT_EQ(second->done, 5U);
    EXPECT_EQ(second->left, 0U);
    EXPECT_EQ(bench.all_labels(), predicted());
}

TEST_F(ApplyTest, DoesAllAtOnceWhenTheUserTypedTheSizeOfThePlan) {
    fill(25);

    const auto report = bench.apply_now(plan, everything(plan));

    ASSERT_TRUE(report);
    EXPECT_EQ(report->done, 25U);
}

TEST_F(ApplyTest, LeavesAMessageAloneWhoseLabelsChangedSince) {
    fill(3);
    bench.mail.relabel(all_mail, uids[1], {labels({"Private"}), {}});

    const auto report = bench.apply_now(plan);

    ASSERT_TRUE(report);
    EXPECT_EQ(report->done, 2U);
    EXPECT_EQ(report->skipped, 1U);
    ASSERT_EQ(report->named.size(), 1U);
    EXPECT_THAT(report->named[0].why, HasSubstr("Private"));
    EXPECT_EQ(bench.labels_of(uids[1]), labels({"\\Inbox", "Private"}));
}

TEST_F(ApplyTest, LeavesAMessageAloneThatIsGone) {
    fill(3);
    bench.mail.remove(all_mail, uids[0]);

    const auto report = bench.apply_now(plan);

    ASSERT_TRUE(report);
    EXPECT_EQ(report->done, 2U);
    EXPECT_EQ(report->skipped, 1U);
}

TEST_F(ApplyTest, RefusesAPlanMadeWithOtherRules) {
    fill(1);
    const auto file = PlanFile::parse(plan.text);
    ApplyOptions options;
    options.account = plan.head.basis.account;
    options.rules = plan.head.basis.rules + 1;

    const auto report = apply(bench.mail, bench.world(), *file, options);

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::stale_plan);
    EXPECT_EQ(bench.all_labels(), before);
}

TEST_F(ApplyTest, RefusesAPlanOfAMailboxThatWasRebuilt) {
    fill(1);
    bench.mail.renumber(all_mail, 99);

    const auto report = bench.apply_now(plan);

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::stale_plan);
}

TEST_F(ApplyTest, CountsAsFailedWhatTheServerDidNotKeep) {
    fill(3);
    bench.mail.ignore_writes({"gm:1002"});

    const auto report = bench.apply_now(plan);

    ASSERT_TRUE(report);
    EXPECT_EQ(report->done, 2U);
    EXPECT_EQ(report->failed, 1U);
    EXPECT_EQ(bench.labels_of(uids[1]), labels({"\\Inbox"}));
}

TEST_F(ApplyTest, SettlesWhatALostAnswerLeftOpenAndGoesOn) {
    fill(5);
    bench.mail.plan({.call = memory::Call::change, .items_before = 2, .lost_answer = true});
    const auto failed = bench.apply_now(plan);
    ASSERT_FALSE(failed);

    const auto report = bench.apply_now(plan);

    ASSERT_TRUE(report);
    EXPECT_TRUE(report->resumed);
    EXPECT_EQ(report->recovered.done, 1U);
    EXPECT_EQ(report->recovered.not_sent, 2U);
    EXPECT_EQ(report->done, 2U);
    EXPECT_EQ(bench.all_labels(), predicted());
    EXPECT_EQ(std::ranges::count(outcomes(), ports::OutcomeKind::done, &ports::Outcome::kind), 5);
}

TEST_F(ApplyTest, WritesEachLabelOnceEvenWhenTheConnectionIsLostAtEveryCall) {
    fill(4);
    for (unsigned run = 0; run < 4; ++run) {
        bench.mail.plan({.call = memory::Call::change, .lost_answer = true});
        ASSERT_FALSE(bench.apply_now(plan)) << run;
    }

    const auto report = bench.apply_now(plan);

    ASSERT_TRUE(report);
    EXPECT_EQ(bench.all_labels(), predicted());
    EXPECT_EQ(std::ranges::count(outcomes(), ports::OutcomeKind::done, &ports::Outcome::kind), 4);
}

TEST_F(ApplyTest, MakesTheLabelsThatThePlanNeeds) {
    fill(1);

    ASSERT_TRUE(bench.apply_now(plan));

    EXPECT_EQ(bench.mail.created(), labels({"Travel"}));
}

TEST_F(ApplyTest, SendsNothingInADryRun) {
    fill(2);
    ApplyOptions options;
    options.dry_run = true;

    const auto report = bench.apply_now(plan, options);

    ASSERT_TRUE(report);
    EXPECT_EQ(report->done, 2U);
    EXPECT_EQ(bench.all_labels(), before);
    EXPECT_TRUE(bench.state.journal().runs()->empty());
    EXPECT_THAT(bench.mail.calls(), Not(Contains(HasSubstr("write"))));
}

TEST_F(ApplyTest, TellsTheCacheWhatTheMessagesHoldNow) {
    fill(1);

    ASSERT_TRUE(bench.apply_now(plan));

    EXPECT_EQ((*bench.state.messages().find({"gm:1001"}))->message.labels, labels({"Travel"}));
}

// Undo.

TEST_F(ApplyTest, UndoRestoresEveryLabel) {
    fill(5);
    ASSERT_TRUE(bench.apply_now(plan));

    const auto undone = undo(bench.mail, bench.world(), {});

    ASSERT_TRUE(undone) << undone.error().sentence;
    EXPECT_EQ(undone->done, 5U);
    EXPECT_EQ(undone->corrections, 5U);
    EXPECT_EQ(bench.all_labels(), before);
}

TEST_F(ApplyTest, UndoLeavesLaterChangesByHandAsTheyAre) {
    fill(2);
    ASSERT_TRUE(bench.apply_now(plan));
    bench.mail.relabel(all_mail, uids[0], {labels({"\\Inbox", "Mine"}), labels({"Travel"})});

    const auto undone = undo(bench.mail, bench.world(), {});

    ASSERT_TRUE(undone);
    EXPECT_EQ(undone->done, 1U);
    EXPECT_EQ(undone->kept, 1U);
    EXPECT_EQ(bench.labels_of(uids[0]), labels({"\\Inbox", "Mine"}));
    EXPECT_EQ(bench.labels_of(uids[1]), labels({"\\Inbox"}));
}

TEST_F(ApplyTest, UndoOfOneMessageLeavesTheOthers) {
    fill(2);
    ASSERT_TRUE(bench.apply_now(plan));
    UndoOptions options;
    options.choice.message = "gm:1001";

    ASSERT_TRUE(undo(bench.mail, bench.world(), options));

    EXPECT_EQ(bench.labels_of(uids[0]), labels({"\\Inbox"}));
    EXPECT_EQ(bench.labels_of(uids[1]), labels({"Travel"}));
}

TEST_F(ApplyTest, UndoOfOneLabelLeavesTheArchiving) {
    fill(1);
    ASSERT_TRUE(bench.apply_now(plan));
    UndoOptions options;
    options.choice.label = "travel";

    ASSERT_TRUE(undo(bench.mail, bench.world(), options));

    EXPECT_EQ(bench.labels_of(uids[0]), labels({}));
}

TEST_F(ApplyTest, UndoTakesBackAllOfARunThatWasKilledAndResumed) {
    fill(5);
    bench.mail.plan({.call = memory::Call::change, .items_before = 2, .lost_answer = true});
    ASSERT_FALSE(bench.apply_now(plan));
    ASSERT_TRUE(bench.apply_now(plan));

    ASSERT_TRUE(undo(bench.mail, bench.world(), {}));

    EXPECT_EQ(bench.all_labels(), before);
}

TEST_F(ApplyTest, UndoGoesOnWhereALostConnectionLeftIt) {
    fill(5);
    ASSERT_TRUE(bench.apply_now(plan));
    bench.mail.plan({.call = memory::Call::change, .items_before = 3, .lost_answer = true});
    ASSERT_FALSE(undo(bench.mail, bench.world(), {}));

    ASSERT_TRUE(undo(bench.mail, bench.world(), {}));

    EXPECT_EQ(bench.all_labels(), before);
}

TEST_F(ApplyTest, ThereIsNothingToUndoBeforeTheFirstApply) {
    fill(1);

    const auto undone = undo(bench.mail, bench.world(), {});

    ASSERT_FALSE(undone);
    EXPECT_EQ(undone.error().kind, ports::FailureKind::not_found);
}

} // namespace
} // namespace usecase
