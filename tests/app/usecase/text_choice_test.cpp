#include "app/usecase/learn.hpp"
#include "app/usecase/sync.hpp"
#include "domain/learning/feature_codec.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gtest/gtest.h>

namespace usecase {
namespace {

using domain::evaluation::Stage;

/// A mailbox whose mail is told apart by sender and subject alone, and what sync reads of more.
class TextChoiceTest : public ::testing::Test {
protected:
    TextChoiceTest() {
        fill(bench, 200);
        bench.sync_now();
    }

    void learn_it() {
        const auto report = learn(bench.world(), {{}, eager_gate});
        ASSERT_TRUE(report);
        ASSERT_EQ(report->reads, Stage::headers);
    }

    static SyncOptions reading(std::optional<Stage> stage) {
        SyncOptions options;
        options.stage = stage;
        options.decided_from = 0.99; // They are hard to confuse.
        return options;
    }

    SyncReport sync(std::optional<Stage> stage) { return bench.sync_now(reading(stage)); }

    /// Nothing when the message is not in the cache.
    std::optional<bool> text_was_read(const std::string& subject) {
        std::optional<bool> read;
        const auto looked = bench.state.messages().for_each(
            ports::Order::newest_first,
            [&](const ports::CachedMessage& cached) {
                if (cached.message.headers->subject == subject) {
                    read = domain::learning::decode_features(cached.features)->has_text;
                }
                return ports::Result<void>{};
            }
        );
        EXPECT_TRUE(looked);
        return read;
    }

    Bench bench;
    Letter known{.from = "desk@air.example", .subject = "Your trip to Oslo"};
    /// The sender of one kind, the subject of the other.
    Letter strange{.from = "desk@air.example", .subject = "Receipt of orders"};
};

TEST_F(TextChoiceTest, ReadsTheTextOfAllWhileThereIsNoModel) {
    EXPECT_EQ(text_was_read("Your trip 1"), true);

    bench.put(known);
    sync(Stage::text_of_undecided);

    EXPECT_EQ(text_was_read(known.subject), true);
}

TEST_F(TextChoiceTest, ReadsWhatTheLastLearnFoundWorthIt) {
    learn_it();
    bench.put(known);
    bench.put(strange);

    const auto report = sync({});

    EXPECT_EQ(report.folders[0].fetched, 2U);
    EXPECT_EQ(text_was_read(known.subject), false);
    EXPECT_EQ(text_was_read(strange.subject), false);
}

TEST_F(TextChoiceTest, ReadsTheTextOfWhatTheHeadersLeaveOpen) {
    learn_it();
    bench.put(known);
    bench.put(strange);

    const auto report = sync(Stage::text_of_undecided);

    EXPECT_EQ(report.folders[0].fetched, 2U);
    EXPECT_EQ(report.folders[0].texts, 1U);
    EXPECT_EQ(text_was_read(known.subject), false);
    EXPECT_EQ(text_was_read(strange.subject), true);
}

TEST_F(TextChoiceTest, DoesAsTheUserSays) {
    learn_it();
    bench.put(known);

    sync(Stage::text_of_all);

    EXPECT_EQ(text_was_read(known.subject), true);
}

TEST_F(TextChoiceTest, AsksAgainForAMessageWhoseTextDidNotCome) {
    learn_it();
    bench.put(known);
    bench.put(strange);
    bench.mail.plan({.call = memory::Call::fetch, .calls_before = 1});

    ASSERT_FALSE(usecase::sync(bench.mail, bench.world(), reading(Stage::text_of_undecided)));
    EXPECT_EQ(text_was_read(known.subject), false);
    EXPECT_EQ(text_was_read(strange.subject), std::nullopt);

    EXPECT_EQ(sync(Stage::text_of_undecided).folders[0].fetched, 1U);
    EXPECT_EQ(text_was_read(strange.subject), true);
}

TEST(TextChoice, ReadsAllWhereTooFewTextsCouldBeJudgedBy) {
    Bench bench;
    fill(bench, 100);
    bench.sync_now();

    const auto report = learn(bench.world(), {{}, eager_gate});

    ASSERT_TRUE(report);
    EXPECT_EQ(report->reads, Stage::text_of_all);
}

} // namespace
} // namespace usecase
