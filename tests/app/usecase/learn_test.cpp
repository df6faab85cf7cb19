#include "app/usecase/corrections.hpp"
#include "app/usecase/explain.hpp"
#include "app/usecase/learn.hpp"
#include "app/usecase/status.hpp"
#include "app/usecase/trained_model.hpp"
#include "app/usecase/undo.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace usecase {
namespace {

using ::testing::HasSubstr;

PlanOptions eager() {
    PlanOptions options;
    options.account = "me@mail.example";
    options.gate = eager_gate;
    options.policy.acts_from = 0.8;
    return options;
}

LearnOptions as_eager() {
    return {{}, eager().gate};
}

TEST(Learn, SavesAModelThatKnowsTheUsersLabels) {
    Bench bench;
    fill(bench, 150);
    bench.sync_now();

    const auto report = learn(bench.world(), as_eager());

    ASSERT_TRUE(report) << report.error().sentence;
    EXPECT_EQ(report->count.lessons, 300U);
    ASSERT_EQ(report->labels.size(), 2U);
    EXPECT_EQ(report->labels[0].record.label.name, "Receipts");
    EXPECT_EQ(report->labels[0].record.examples, 150U);
    EXPECT_EQ(report->labels[0].gate.state, domain::learning::GateState::act);
    EXPECT_TRUE(*current_model(bench.state.models()));
}

TEST(Learn, TakesMailWithoutALabelForNoLesson) {
    Bench bench;
    fill(bench, 5);
    bench.put({.labels = labels({"\\Inbox"})});
    bench.put({.labels = labels({})});
    bench.sync_now();

    const auto report = learn(bench.world(), as_eager());

    ASSERT_TRUE(report);
    EXPECT_EQ(report->count.lessons, 10U);
    EXPECT_EQ(report->count.unlabelled, 2U);
}

TEST(Learn, LearnsNothingFromTrash) {
    Bench bench;
    fill(bench, 1);
    bench.put({.labels = labels({"Travel", "\\Trash"})});
    bench.sync_now();

    const auto report = learn(bench.world(), as_eager());

    ASSERT_TRUE(report);
    EXPECT_EQ(report->count.lessons, 2U);
}

TEST(Learn, LearnsOnlyTheLabelsThatTheUserNamed) {
    Bench bench;
    fill(bench, 5);
    bench.sync_now();
    auto options = as_eager();
    options.lessons.labels = {"Tra*", "Travel"};

    const auto report = learn(bench.world(), options);

    ASSERT_TRUE(report);
    ASSERT_EQ(report->labels.size(), 1U);
    EXPECT_EQ(report->labels[0].record.label.name, "Travel");
}

TEST(Learn, SaysWhatToDoWhenThereIsNothingToLearn) {
    Bench bench;
    bench.put({.labels = labels({"\\Inbox"})});
    bench.sync_now();

    const auto report = learn(bench.world(), as_eager());

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::not_found);
    EXPECT_THAT(report.error().hint, HasSubstr("learn.labels"));
}

TEST(Learn, GivesTheSameModelTwice) {
    Bench bench;
    fill(bench, 30);
    bench.sync_now();

    ASSERT_TRUE(learn(bench.world(), as_eager()));
    const auto first = (*bench.state.models().current())->bytes;
    ASSERT_TRUE(learn(bench.world(), as_eager()));
    const auto second = (*bench.state.models().current())->bytes;

    EXPECT_EQ(first, second);
}

TEST(Learn, EvaluationSavesNothing) {
    Bench bench;
    fill(bench, 100);
    bench.sync_now();

    const auto report = evaluate(bench.world(), as_eager());

    ASSERT_TRUE(report);
    EXPECT_GT(report->scorecard.accuracy, 0.95);
    EXPECT_FALSE(*bench.state.models().current());
}

TEST(Learn, PlansTheLabelsThatItLearned) {
    Bench bench;
    fill(bench, 150);
    const auto uid = bench.put(
        {.from = "desk@air.example",
         .subject = "Your trip to Oslo",
         .labels = labels({"\\Inbox"}),
         .text = "flight gate boarding itinerary"}
    );
    bench.sync_now();
    ASSERT_TRUE(learn(bench.world(), as_eager()));

    const auto report = bench.plan_now(eager());
    ASSERT_TRUE(bench.apply_now(report));

    EXPECT_EQ(report.messages, 1U);
    EXPECT_EQ(bench.labels_of(uid), labels({"\\Inbox", "Travel"}));
}

TEST(Learn, HearsOfALabelThatWasUndone) {
    Bench bench;
    fill(bench, 150);
    bench.put(
        {.from = "desk@air.example",
         .subject = "Your trip to Oslo",
         .labels = labels({"\\Inbox"}),
         .text = "flight gate boarding itinerary"}
    );
    bench.sync_now();
    ASSERT_TRUE(learn(bench.world(), as_eager()));
    ASSERT_TRUE(bench.apply_now(bench.plan_now(eager())));
    ASSERT_TRUE(undo(bench.mail, bench.world(), {}));

    const auto heard = corrections(bench.world());

    ASSERT_TRUE(heard);
    ASSERT_EQ(heard->rejected.size(), 1U);
    EXPECT_EQ(heard->rejected.begin()->second, labels({"Travel"}));
    EXPECT_EQ(heard->tracks.at({"Travel"}).acted, 1U);
    EXPECT_EQ(heard->tracks.at({"Travel"}).corrected, 1U);
}

/// Mail that the model called Travel in one run, in this order. The user took the label back from
/// it, or left it.
class Decided {
public:
    explicit Decided(Bench& bench) : bench_(bench) {}

    Decided& then(unsigned count, bool kept) {
        for (; count > 0; --count) {
            const auto uid = bench_.put({.labels = kept ? labels({"Travel"}) : labels({})});
            ports::Intent& intent = given_.emplace_back();
            intent.message = {"gm:" + std::to_string(1000 + uid.value)};
            intent.folder = all_mail;
            intent.uid = uid;
            intent.add = labels({"Travel"});
            intent.reason = "model Travel 0.99";
        }
        return *this;
    }

    void in_one_run() {
        auto& journal = bench_.state.journal();
        const auto run = journal.begin(ports::RunKind::apply, "plan", bench_.clock.wall());
        std::vector<ports::Outcome> outcomes;
        for (auto& intent : given_) {
            intent.run = *run;
        }
        ASSERT_TRUE(journal.intend(given_));
        for (const auto& intent : given_) {
            outcomes.push_back({intent.id, ports::OutcomeKind::done, labels({"Travel"}), {}});
        }
        ASSERT_TRUE(journal.settle(outcomes));
        given_.clear();
    }

private:
    Bench& bench_;
    std::vector<ports::Intent> given_;
};

Track track_of_travel(Bench& bench) {
    bench.sync_now();
    const auto heard = corrections(bench.world());
    return heard ? heard->tracks.at({"Travel"}) : Track{};
}

TEST(Corrections, ForgetsWhatWasCorrectedBeforeTheLatestTwoHundredDecisions) {
    Bench bench;
    Decided decided{bench};
    decided.then(150, false).in_one_run();
    decided.then(200, true).in_one_run();

    const auto track = track_of_travel(bench);

    EXPECT_EQ(track.acted, 200U);
    EXPECT_EQ(track.corrected, 0U);
}

TEST(Corrections, SeesThatTheUserBeganToCorrectHoweverLongAllWasWell) {
    Bench bench;
    Decided decided{bench};
    decided.then(400, true).then(60, false).in_one_run();

    const auto track = track_of_travel(bench);

    EXPECT_EQ(track.acted, 200U);
    EXPECT_EQ(track.corrected, 60U);
}

TEST(TrainedModel, SurvivesEncodingWithItsRecords) {
    TrainedModel model;
    model.records = {{{"Work/Acme & Söhne"}, 14, 5, 4, 2, 1}};
    model.reads = domain::evaluation::Stage::text_of_undecided;

    const auto copy = TrainedModel::decode(model.encode());

    ASSERT_TRUE(copy);
    ASSERT_EQ(copy->records.size(), 1U);
    EXPECT_EQ(copy->records[0].label.name, "Work/Acme & Söhne");
    EXPECT_EQ(copy->records[0].corrected, 1U);
    EXPECT_EQ(copy->reads, domain::evaluation::Stage::text_of_undecided);
}

TEST(TrainedModel, RefusesBytesThatAreNoModel) {
    EXPECT_FALSE(TrainedModel::decode(""));
    EXPECT_FALSE(TrainedModel::decode("gmail-classifier model 2\nreads nothing\n\n"));
    EXPECT_FALSE(TrainedModel::decode("gmail-classifier model 2\nreads headers\n1 2 three\n\n"));
    EXPECT_FALSE(TrainedModel::decode("gmail-classifier model 9\n\n"));
}

class ExplainTest : public ::testing::Test {
protected:
    ExplainTest() {
        fill(bench, 150);
        bench.put(
            {.from = "desk@air.example",
             .subject = "Your trip to Oslo",
             .labels = labels({"\\Inbox"}),
             .text = "flight gate boarding itinerary"}
        );
        bench.sync_now();
        EXPECT_TRUE(learn(bench.world(), as_eager()));
    }

    Bench bench;
};

TEST_F(ExplainTest, TellsWhatTheModelSawAndWhichMailIsAlike) {
    const auto report = explain(nullptr, bench.world(), "gm:1301", eager());

    ASSERT_TRUE(report) << report.error().sentence;
    EXPECT_EQ(report->explained.name, "Travel");
    EXPECT_FALSE(report->fields.empty());
    ASSERT_EQ(report->look_alikes.size(), 3U);
    EXPECT_EQ(report->look_alikes[0].labels, labels({"Travel"}));
    EXPECT_EQ(report->counterfactuals.size(), 3U);
}

TEST_F(ExplainTest, TellsPartsThatSumToTheScore) {
    const auto report = explain(nullptr, bench.world(), "gm:1301", eager());

    ASSERT_TRUE(report) << report.error().sentence;
    double sum = 0;
    for (const auto& field : report->fields) {
        sum += field.amount;
        if (field.parts == field.strongest.size()) {
            double parts = 0;
            for (const auto& weight : field.strongest) {
                parts += weight.amount;
            }
            EXPECT_NEAR(parts, field.amount, 1e-6) << field.field;
        }
    }
    EXPECT_NEAR(sum, report->score, 1e-6);
    EXPECT_NEAR(report->score, report->ranked.front().score, 1e-6);
}

// The sender of one kind with the text of the other: something in it has to tip the scales.
TEST_F(ExplainTest, SaysWhatWouldFlipTheDecision) {
    bench.put(
        {.from = "orders@shop.example",
         .subject = "Your trip to Oslo",
         .labels = labels({"\\Inbox"}),
         .text = "flight gate boarding itinerary"}
    );
    bench.sync_now();
    const auto report = explain(nullptr, bench.world(), "gm:1302", eager());

    ASSERT_TRUE(report) << report.error().sentence;
    const auto limit = eager().policy.acts_from;
    bool any = false;
    for (const auto& other : report->counterfactuals) {
        const bool decided_otherwise = other.label != report->explained ||
                                       (other.confidence >= limit) != (report->confidence >= limit);
        EXPECT_EQ(other.flips, decided_otherwise) << other.without;
        any = any || other.flips;
    }
    EXPECT_TRUE(any);
}

TEST_F(ExplainTest, GivesTheReasonOfEachRule) {
    const auto report =
        explain(nullptr, bench.world(), "gm:1301", Bench::with_rule("subject:invoice", "Receipts"));

    ASSERT_TRUE(report);
    ASSERT_EQ(report->rules.steps.size(), 1U);
    EXPECT_EQ(report->rules.steps[0].status, domain::rules::RuleStatus::no_match);
    EXPECT_FALSE(report->rules.steps[0].why.empty());
}

TEST_F(ExplainTest, TellsWhatWasDoneToTheMessage) {
    ASSERT_TRUE(bench.apply_now(bench.plan_now(eager())));

    const auto report = explain(nullptr, bench.world(), "gm:1301", eager());

    ASSERT_TRUE(report);
    ASSERT_EQ(report->history.size(), 1U);
    EXPECT_THAT(report->history[0].intent.reason, HasSubstr("model Travel"));
    EXPECT_EQ(last_changed(bench.world(), 3)->front().value, "gm:1301");
}

TEST_F(ExplainTest, NamesTheWordsOfTheTextWhenItMayFetchIt) {
    const auto offline = explain(nullptr, bench.world(), "gm:1301", eager());
    const auto online = explain(&bench.mail, bench.world(), "gm:1301", eager());

    const auto named = [](const ports::Result<ExplainReport>& report) {
        std::ptrdiff_t count = 0;
        for (const auto& field : report->fields) {
            count += std::ranges::count_if(field.strongest, [](const Weight& weight) {
                return !weight.token.empty();
            });
        }
        return count;
    };
    ASSERT_TRUE(offline && online);
    EXPECT_GT(named(online), named(offline));
}

TEST_F(ExplainTest, FindsAMessageByEachOfItsNames) {
    for (const auto* name : {"gm:1301", "1301", "515", "301@test.example", "<301@test.example>"}) {
        EXPECT_TRUE(explain(nullptr, bench.world(), name, eager())) << name;
    }
    const auto missing = explain(nullptr, bench.world(), "gm:9", eager());
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ports::FailureKind::not_found);
}

TEST_F(ExplainTest, StatusCountsWhatIsThere) {
    ASSERT_TRUE(bench.apply_now(bench.plan_now(eager())));

    const auto report = status(bench.world());

    ASSERT_TRUE(report);
    EXPECT_EQ(report->messages, 301U);
    ASSERT_EQ(report->folders.size(), 1U);
    EXPECT_TRUE(report->folders[0].complete);
    ASSERT_EQ(report->runs.size(), 1U);
    EXPECT_EQ(report->runs[0].done, 1U);
    EXPECT_TRUE(report->model);
    EXPECT_FALSE(report->last_plan.empty());
}

} // namespace
} // namespace usecase
