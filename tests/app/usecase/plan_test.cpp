#include "app/usecase/plan.hpp"
#include "app/usecase/plan_file.hpp"
#include "domain/rules/parser.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace usecase {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<domain::plan::Entry> entries_of(const PlanReport& report) {
    std::vector<domain::plan::Entry> entries;
    const auto file = PlanFile::parse(report.text);
    EXPECT_TRUE(file) << file.error().sentence;
    if (file) {
        (void)file->for_each([&entries](domain::plan::Entry entry) {
            entries.push_back(std::move(entry));
            return ports::Result<void>{};
        });
    }
    return entries;
}

TEST(Plan, HoldsTheSmallestChangeOfEachMessageThatARuleMatches) {
    Bench bench;
    bench.put({.labels = labels({"\\Inbox"})});
    bench.put({.labels = labels({"\\Inbox", "Travel"})});
    bench.put({.from = "ann@people.example", .labels = labels({"\\Inbox"})});
    bench.sync_now();

    const auto report = bench.plan_now(Bench::with_rule("from:air.example", "Travel", true));

    const auto entries = entries_of(report);
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].change.edit.add, labels({}));
    EXPECT_EQ(entries[0].change.edit.remove, labels({"\\Inbox"}));
    EXPECT_EQ(entries[1].change.edit.add, labels({"Travel"}));
    EXPECT_EQ(report.messages, 2U);
    EXPECT_EQ(report.archived, 2U);
    EXPECT_EQ(report.tail.tally.scanned, 3U);
}

TEST(Plan, SaysWhyAndWhatForEachEntry) {
    Bench bench;
    bench.put({.subject = "Boarding pass"});
    bench.sync_now();

    const auto entries = entries_of(bench.plan_now(Bench::with_rule("from:air.example", "Travel")));

    ASSERT_EQ(entries.size(), 1U);
    EXPECT_THAT(entries[0].reasons, Contains("rule test rule"));
    EXPECT_EQ(entries[0].sender, "desk@air.example");
    EXPECT_EQ(entries[0].subject, "Boarding pass");
}

TEST(Plan, ChangesNothing) {
    Bench bench;
    bench.put({.labels = labels({"\\Inbox"})});
    bench.sync_now();
    const auto before = bench.all_labels();

    bench.plan_now(Bench::with_rule("from:air.example", "Travel", true));

    EXPECT_EQ(bench.all_labels(), before);
    EXPECT_THAT(bench.mail.calls(), Not(Contains(HasSubstr("change "))));
}

TEST(Plan, FetchesTheTextOnlyOfMailThatTheHeadersLeaveUndecided) {
    Bench bench;
    bench.put({.text = "your itinerary"});
    bench.put({.text = "nothing of the kind"});
    bench.put({.from = "ann@people.example", .text = "my itinerary"});
    bench.sync_now();
    const auto calls = bench.mail.calls().size();

    const auto report = bench.plan_now(Bench::with_rule("from:air.example itinerary", "Travel"));

    EXPECT_EQ(report.messages, 1U);
    EXPECT_EQ(report.tail.tally.undecided, 0U);
    const auto& made = bench.mail.calls();
    EXPECT_THAT(
        std::vector(made.begin() + static_cast<std::ptrdiff_t>(calls), made.end()),
        Contains("fetch 2")
    );
}

TEST(Plan, CountsAsUndecidedWhatItWouldHaveToFetchWhenOffline) {
    Bench bench;
    bench.put({.text = "your itinerary"});
    bench.sync_now();
    const auto calls = bench.mail.calls().size();

    const auto report =
        plan(nullptr, bench.world(), Bench::with_rule("from:air.example itinerary", "Travel"));

    ASSERT_TRUE(report);
    EXPECT_EQ(report->messages, 0U);
    EXPECT_EQ(report->tail.tally.undecided, 1U);
    EXPECT_EQ(bench.mail.calls().size(), calls);
}

TEST(Plan, LooksOnlyAtMailInItsScope) {
    Bench bench;
    bench.put({.subject = "old trip"});
    bench.put({.subject = "new trip"});
    bench.sync_now();
    auto options = Bench::with_rule("from:air.example", "Travel");
    options.scope = domain::rules::parse_query("subject:new").query;

    const auto report = bench.plan_now(options);

    EXPECT_EQ(report.tail.tally.scanned, 1U);
    EXPECT_EQ(report.messages, 1U);
}

TEST(Plan, NamesTheLabelsThatDoNotExistYetParentsFirst) {
    Bench bench;
    bench.put({});
    bench.sync_now();

    const auto report = bench.plan_now(Bench::with_rule("from:air.example", "Lists/CI"));

    ASSERT_EQ(report.tail.labels_to_create.size(), 2U);
    EXPECT_EQ(report.tail.labels_to_create[0].name, "Lists");
    EXPECT_EQ(report.tail.labels_to_create[1].name, "Lists/CI");
}

TEST(Plan, IsSavedUnderItsIdAndAsTheLast) {
    Bench bench;
    bench.put({});
    bench.sync_now();

    const auto report = bench.plan_now(Bench::with_rule("from:air.example", "Travel"));

    const auto last = PlanFile::load(bench.state.plans(), "");
    ASSERT_TRUE(last);
    EXPECT_EQ(last->head().id, report.head.id);
    EXPECT_TRUE(PlanFile::load(bench.state.plans(), report.head.id));
}

TEST(Plan, NeedsAMailboxThatWasSynchronised) {
    Bench bench;

    const auto report = plan(&bench.mail, bench.world(), {});

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::not_found);
    EXPECT_THAT(report.error().hint, HasSubstr("sync"));
}

TEST(PlanFile, RefusesAPlanThatWasCut) {
    Bench bench;
    bench.put({});
    bench.sync_now();
    auto text = bench.plan_now(Bench::with_rule("from:air.example", "Travel")).text;
    text.resize(text.size() / 2);

    const auto file = PlanFile::parse(text);

    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().kind, ports::FailureKind::bad_input);
}

TEST(PlanFile, SaysHowToMakeAPlanWhenThereIsNone) {
    Bench bench;

    const auto file = PlanFile::load(bench.state.plans(), "");

    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().kind, ports::FailureKind::not_found);
    EXPECT_THAT(file.error().hint, HasSubstr("plan"));
}

} // namespace
} // namespace usecase
