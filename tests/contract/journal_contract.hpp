#pragma once

// What every Journal promises. Include it in one file of a test program and instantiate the suite
// there with the stores to test.

#include "tests/contract/sample_mail.hpp"
#include "tests/contract/state_store_case.hpp"

#include <gmock/gmock.h>

namespace contract {

using ports::Intent;
using ports::JournalEntry;
using ports::Outcome;
using ports::OutcomeKind;
using ports::RunId;
using ports::RunKind;

inline Intent sample_intent(RunId run, unsigned number) {
    return {
        {},
        run,
        {"gm:" + std::to_string(1000 + number)},
        "All Mail",
        {number},
        labels({"Receipts"}),
        labels({"\\Inbox"}),
        labels({"\\Inbox", "Café"}),
        "rule receipts"
    };
}

inline Outcome done(const Intent& intent) {
    return {intent.id, OutcomeKind::done, labels({"Receipts", "Café"}), {}};
}

class JournalContract : public StateStoreContract {
protected:
    ports::Journal& journal = store->journal();
    RunId run = journal.begin(RunKind::apply, "p-1", morning).value();

    std::vector<Intent> intend(unsigned count) {
        std::vector<Intent> intents;
        for (unsigned number = 1; number <= count; ++number) {
            intents.push_back(sample_intent(run, number));
        }
        const auto written = journal.intend(intents);
        EXPECT_TRUE(written) << written.error().sentence;
        return intents;
    }

    template <typename Stream>
    std::vector<JournalEntry> collect(const Stream& stream) {
        std::vector<JournalEntry> entries;
        EXPECT_TRUE(stream([&entries](const JournalEntry& entry) {
            entries.push_back(entry);
            return ports::Result<void>{};
        }));
        return entries;
    }

    std::vector<JournalEntry> entries(RunId of) {
        return collect([&](const auto& sink) { return journal.entries(of, sink); });
    }

    std::vector<JournalEntry> unsettled() {
        return collect([&](const auto& sink) { return journal.unsettled(sink); });
    }
};

TEST_P(JournalContract, ListsRunsNewestFirst) {
    const auto undo =
        journal.begin(RunKind::undo, std::to_string(run.value), morning + std::chrono::hours{1})
            .value();
    ASSERT_TRUE(journal.end(run, morning + std::chrono::minutes{5}));

    const auto runs = journal.runs().value();

    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[0].id, undo);
    EXPECT_EQ(runs[0].kind, RunKind::undo);
    EXPECT_FALSE(runs[0].ended);
    EXPECT_EQ(runs[1].id, run);
    EXPECT_EQ(runs[1].plan, "p-1");
    EXPECT_EQ(runs[1].started, morning);
    EXPECT_EQ(runs[1].ended, morning + std::chrono::minutes{5});
}

TEST_P(JournalContract, GivesIdsThatGrow) {
    const auto first = intend(2);
    const auto second = intend(1);

    EXPECT_GT(first[0].id.value, 0U);
    EXPECT_GT(first[1].id, first[0].id);
    EXPECT_GT(second[0].id, first[1].id);
    EXPECT_GT(journal.begin(RunKind::apply, "p-2", morning).value(), run);
}

TEST_P(JournalContract, GivesBackTheWholeIntent) {
    const auto written = intend(1).front();

    const auto entry = entries(run).at(0);

    EXPECT_FALSE(entry.outcome);
    EXPECT_EQ(entry.intent.id, written.id);
    EXPECT_EQ(entry.intent.run, run);
    EXPECT_EQ(entry.intent.message, written.message);
    EXPECT_EQ(entry.intent.folder, "All Mail");
    EXPECT_EQ(entry.intent.uid, written.uid);
    EXPECT_EQ(entry.intent.add, written.add);
    EXPECT_EQ(entry.intent.remove, written.remove);
    EXPECT_EQ(entry.intent.before, written.before);
    EXPECT_EQ(entry.intent.reason, "rule receipts");
}

TEST_P(JournalContract, ShowsWhatIsOpenUntilItIsSettled) {
    const auto intents = intend(3);
    EXPECT_EQ(unsettled().size(), 3U);

    ASSERT_TRUE(journal.settle(std::vector{
        done(intents[0]),
        Outcome{intents[2].id, OutcomeKind::failed, labels({"\\Inbox"}), "throttled"}
    }));

    const auto open = unsettled();
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0].intent.id, intents[1].id);
    const auto all = entries(run);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].outcome->kind, OutcomeKind::done);
    EXPECT_EQ(all[0].outcome->after, labels({"Receipts", "Café"}));
    EXPECT_EQ(all[2].outcome->kind, OutcomeKind::failed);
    EXPECT_EQ(all[2].outcome->cause, "throttled");
    EXPECT_EQ(all[2].outcome->intent, intents[2].id);
}

TEST_P(JournalContract, RefusesToSettleTwice) {
    const auto intents = intend(2);
    ASSERT_TRUE(journal.settle(std::vector{done(intents[0])}));

    const auto again = journal.settle(std::vector{done(intents[1]), done(intents[0])});

    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ports::FailureKind::internal);
    EXPECT_EQ(unsettled().size(), 1U) << "a refused call may write nothing";
}

TEST_P(JournalContract, RefusesOneIntentTwiceInOneCall) {
    const auto intents = intend(1);

    EXPECT_FALSE(journal.settle(std::vector{done(intents[0]), done(intents[0])}));

    EXPECT_EQ(unsettled().size(), 1U);
}

TEST_P(JournalContract, RefusesToSettleWhatWasNeverIntended) {
    const auto settled = journal.settle(std::vector{Outcome{{99}, OutcomeKind::done, {}, {}}});

    ASSERT_FALSE(settled);
    EXPECT_EQ(settled.error().kind, ports::FailureKind::internal);
}

TEST_P(JournalContract, RefusesIntentsOfARunThatNeverBegan) {
    std::vector intents{sample_intent(run, 1), sample_intent({run.value + 5}, 2)};

    const auto written = journal.intend(intents);

    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ports::FailureKind::internal);
    EXPECT_TRUE(entries(run).empty()) << "a refused call may write nothing";
}

TEST_P(JournalContract, RefusesToEndARunThatNeverBegan) {
    EXPECT_FALSE(journal.end({run.value + 5}, morning));
}

TEST_P(JournalContract, KeepsRunsApart) {
    intend(2);
    const auto other = journal.begin(RunKind::apply, "p-2", morning).value();
    std::vector intents{sample_intent(other, 1)};
    ASSERT_TRUE(journal.intend(intents));

    EXPECT_EQ(entries(run).size(), 2U);
    EXPECT_EQ(entries(other).size(), 1U);
    EXPECT_TRUE(entries({other.value + 1}).empty());
    EXPECT_EQ(unsettled().size(), 3U);
}

TEST_P(JournalContract, TellsAMessagesHistoryOldestFirst) {
    const auto intents = intend(2);
    ASSERT_TRUE(journal.settle(std::vector{done(intents[0])}));
    const auto undo = journal.begin(RunKind::undo, "1", morning).value();
    std::vector back{sample_intent(undo, 1)};
    ASSERT_TRUE(journal.intend(back));

    const auto history = journal.history(intents[0].message).value();

    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].intent.run, run);
    EXPECT_TRUE(history[0].outcome);
    EXPECT_EQ(history[1].intent.run, undo);
    EXPECT_FALSE(history[1].outcome);
    EXPECT_TRUE(journal.history({"gm:0"}).value().empty());
}

TEST_P(JournalContract, KeepsOddLabelNames) {
    std::vector intents{sample_intent(run, 1)};
    intents[0].before = labels({"line\nbreak", "comma, space", "\"quoted\"", "\xff", ""});

    ASSERT_TRUE(journal.intend(intents));

    EXPECT_EQ(entries(run).at(0).intent.before, intents[0].before);
}

TEST_P(JournalContract, EndsTheStreamWhenTheSinkFails) {
    intend(3);

    unsigned seen = 0;
    const auto streamed = journal.unsettled([&seen](const JournalEntry&) {
        ++seen;
        return ports::Result<void>{ports::fail(ports::FailureKind::interrupted, "Stopped")};
    });

    ASSERT_FALSE(streamed);
    EXPECT_EQ(streamed.error().kind, ports::FailureKind::interrupted);
    EXPECT_EQ(seen, 1U);
}

TEST_P(JournalContract, HasNothingToDoForEmptySpans) {
    EXPECT_TRUE(journal.intend({}));
    EXPECT_TRUE(journal.settle({}));
}

} // namespace contract
