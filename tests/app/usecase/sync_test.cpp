#include "app/usecase/sync.hpp"
#include "ports/amounts.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace usecase {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> calls_since(const Bench& bench, std::size_t from) {
    const auto& calls = bench.mail.calls();
    return {calls.begin() + static_cast<std::ptrdiff_t>(from), calls.end()};
}

TEST(Sync, BringsEveryMessageOfTheAllFolderIntoTheCache) {
    Bench bench;
    bench.put({.labels = labels({"\\Inbox"})});
    bench.put({.labels = labels({"Travel"})});

    const auto report = bench.sync_now();

    ASSERT_EQ(report.folders.size(), 1U);
    EXPECT_EQ(report.folders[0].folder, all_mail);
    EXPECT_EQ(report.folders[0].fetched, 2U);
    EXPECT_EQ(report.cached, 2U);
}

TEST(Sync, OpensTheFolderForReadingOnly) {
    Bench bench;
    bench.put({});

    bench.sync_now();

    EXPECT_THAT(bench.mail.calls(), Contains(AllOf(HasSubstr("open"), HasSubstr("read"))));
    EXPECT_THAT(bench.mail.calls(), Not(Contains(HasSubstr("write"))));
    EXPECT_THAT(bench.mail.calls(), Not(Contains(HasSubstr("change "))));
}

TEST(Sync, KeepsNoTextAndOnlyTheHeaderFieldsThatRulesAskFor) {
    Bench bench;
    bench.put({.text = "a private matter"});

    bench.sync_now();

    const auto cached = bench.state.messages().find({"gm:1001"});
    ASSERT_TRUE(cached && *cached);
    EXPECT_FALSE((*cached)->message.text);
    ASSERT_EQ((*cached)->message.headers->fields.size(), 1U);
    EXPECT_EQ((*cached)->message.headers->fields[0].name, "Delivered-To");
    EXPECT_FALSE((*cached)->features.empty());
}

TEST(Sync, FetchesNothingWhenNothingChanged) {
    Bench bench;
    bench.put({});
    bench.put({});
    bench.sync_now();
    const auto before = bench.mail.calls().size();

    const auto report = bench.sync_now();

    EXPECT_EQ(report.folders[0].fetched, 0U);
    EXPECT_THAT(calls_since(bench, before), Not(Contains(HasSubstr("fetch"))));
}

TEST(Sync, FetchesOnlyWhatIsNew) {
    Bench bench;
    bench.put({});
    bench.sync_now();
    bench.put({.subject = "New"});
    const auto before = bench.mail.calls().size();

    const auto report = bench.sync_now();

    EXPECT_EQ(report.folders[0].fetched, 1U);
    EXPECT_THAT(calls_since(bench, before), Contains("fetch 1"));
}

TEST(Sync, LearnsOfNewLabelsFromTheListOfChanges) {
    Bench bench;
    const auto uid = bench.put({});
    bench.sync_now();
    bench.mail.relabel(all_mail, uid, {labels({"Travel"}), {}});

    const auto report = bench.sync_now();

    EXPECT_EQ(report.folders[0].changed, 1U);
    EXPECT_EQ((*bench.state.messages().find({"gm:1001"}))->message.labels, labels({"Travel"}));
}

TEST(Sync, LearnsOfNewLabelsWithoutModseqToo) {
    Bench bench{memory::plain_traits()};
    const auto uid = bench.put({});
    bench.put({});
    bench.sync_now();
    bench.mail.relabel(all_mail, uid, {labels({"Travel"}), {}});

    const auto report = bench.sync_now();

    EXPECT_EQ(report.folders[0].changed, 1U);
    EXPECT_EQ(report.folders[0].fetched, 0U);
    EXPECT_EQ((*bench.state.messages().find({"gm:1001"}))->message.labels, labels({"Travel"}));
}

TEST(Sync, ForgetsWhatHasVanished) {
    Bench bench;
    const auto uid = bench.put({});
    bench.put({});
    bench.sync_now();
    bench.mail.remove(all_mail, uid);

    const auto report = bench.sync_now();

    EXPECT_EQ(report.folders[0].vanished, 1U);
    EXPECT_EQ(report.cached, 1U);
}

TEST(Sync, ReadsTheFolderAnewWhenUidvalidityChanges) {
    Bench bench;
    bench.put({});
    bench.sync_now();
    bench.mail.renumber(all_mail, 8);

    const auto report = bench.sync_now();

    EXPECT_TRUE(report.folders[0].rebuilt);
    EXPECT_EQ(report.folders[0].fetched, 1U);
    EXPECT_EQ(report.cached, 1U);
}

TEST(Sync, GoesOnWhenTheFolderIsNumberedAnewWhileItIsRead) {
    Bench bench;
    for (int i = 0; i < 10; ++i) {
        bench.put({});
    }
    bench.mail.plan(
        {.call = memory::Call::fetch,
         .items_before = 4,
         .failure = {ports::FailureKind::stale_plan, "UIDVALIDITY 1 became 2", {}, {}}}
    );

    const auto report = bench.sync_now();

    EXPECT_TRUE(report.folders[0].complete);
    EXPECT_EQ(report.cached, 10U);
}

TEST(Sync, GivesUpOnAFolderThatIsNumberedAnewAllTheTime) {
    Bench bench;
    bench.put({});
    for (int i = 0; i < 10; ++i) {
        bench.mail.plan(
            {.call = memory::Call::uids,
             .failure = {ports::FailureKind::stale_plan, "UIDVALIDITY became 2", {}, {}}}
        );
    }

    const auto failed = sync(bench.mail, bench.world(), {});

    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ports::FailureKind::stale_plan);
}

TEST(Sync, KeepsWhatHadArrivedWhenTheConnectionIsLost) {
    Bench bench;
    for (int i = 0; i < 10; ++i) {
        bench.put({});
    }
    bench.mail.plan({.call = memory::Call::fetch, .items_before = 4});

    const auto failed = sync(bench.mail, bench.world(), {});

    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ports::FailureKind::connection_lost);
    EXPECT_EQ(*bench.state.messages().count(), 4U);
}

TEST(Sync, GoesOnWhereALostConnectionLeftIt) {
    Bench bench;
    for (int i = 0; i < 10; ++i) {
        bench.put({});
    }
    bench.mail.plan({.call = memory::Call::fetch, .items_before = 4});
    ASSERT_FALSE(sync(bench.mail, bench.world(), {}));
    const auto before = bench.mail.calls().size();

    const auto report = bench.sync_now();

    EXPECT_EQ(report.folders[0].fetched, 6U);
    EXPECT_THAT(calls_since(bench, before), Contains("fetch 6"));
}

TEST(Sync, MissesNoChangeMadeBetweenAnInterruptedRunAndTheNext) {
    Bench bench;
    std::vector<ports::Uid> uids;
    for (int i = 0; i < 6; ++i) {
        uids.push_back(bench.put({}));
    }
    bench.mail.plan({.call = memory::Call::fetch, .items_before = 3});
    ASSERT_FALSE(sync(bench.mail, bench.world(), {}));
    for (const auto uid : uids) {
        bench.mail.relabel(all_mail, uid, {labels({"Later"}), {}});
    }

    bench.sync_now();

    for (unsigned number = 1001; number <= 1006; ++number) {
        const auto cached = bench.state.messages().find({"gm:" + std::to_string(number)});
        EXPECT_EQ((*cached)->message.labels, labels({"Later"})) << number;
    }
}

TEST(Sync, TakesTheNewestFirstUnderALimit) {
    Bench bench;
    for (int i = 0; i < 5; ++i) {
        bench.put({});
    }
    SyncOptions options;
    options.limit = 2;

    const auto report = bench.sync_now(options);

    EXPECT_FALSE(report.folders[0].complete);
    const auto held = bench.state.messages().uids(all_mail);
    EXPECT_THAT(*held, ElementsAre(ports::Uid{4}, ports::Uid{5}));
}

TEST(Sync, StopsWhenAskedAndKeepsWhatItHas) {
    Bench bench;
    bench.put({});
    bench.stop.request_stop();

    const auto report = sync(bench.mail, bench.world(), {});

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::interrupted);
}

TEST(Sync, WritesItsBytesToTheLedger) {
    Bench bench;
    bench.put({});

    const auto report = bench.sync_now();

    const auto day = bench.state.bytes().since(bench.clock.wall() - std::chrono::hours{24});
    EXPECT_GT(report.bytes.received.count, 0U);
    EXPECT_EQ(day->received, report.bytes.received);
}

TEST(Sync, PausesWhenTheDaysBudgetIsUsedUp) {
    Bench bench;
    bench.put({});
    SyncOptions options;
    options.bytes_per_day = domain::Bytes{100};

    const auto report = sync(bench.mail, bench.world(), options);

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::budget);
    EXPECT_EQ(*bench.state.messages().count(), 1U);
}

TEST(Sync, TellsWhenItCanGoOn) {
    Bench bench;
    SyncOptions options;
    options.bytes_per_day = domain::Bytes{1000};
    const auto now = bench.clock.wall(); // A whole hour.
    ASSERT_TRUE(bench.state.bytes().add(now - std::chrono::hours{22}, {{700}, {0}}));
    ASSERT_TRUE(bench.state.bytes().add(now - std::chrono::hours{1}, {{800}, {0}}));

    const auto report = sync(bench.mail, bench.world(), options);

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::budget);
    EXPECT_EQ(report.error().retry_after, std::chrono::hours{3})
        << "the hour of 22 hours ago is forgotten when it has passed as a whole";
    const auto resume = ports::moment(now + std::chrono::hours{3});
    EXPECT_EQ(
        report.error().sentence,
        "The day's budget of 1.0 kB is used up: 1.5 kB were moved in the last 24 hours; it goes on "
        "at " +
            resume + " UTC"
    ) << "with its date: it may be tomorrow";
    EXPECT_TRUE(bench.mail.calls().empty()) << "nothing is asked of the server";
}

TEST(Sync, CountsWhatItSentAgainstTheDaysBudget) {
    Bench bench;
    SyncOptions options;
    options.bytes_per_day = domain::Bytes{1000};
    ASSERT_TRUE(bench.state.bytes().add(bench.clock.wall(), {{400}, {601}}));

    const auto report = sync(bench.mail, bench.world(), options);

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::budget);
    EXPECT_NE(report.error().sentence.find("1.0 kB were moved"), std::string::npos)
        << report.error().sentence;
}

TEST(Sync, WarnsBeforeItFetchesMoreThanIsLeft) {
    Bench bench;
    for (int i = 0; i < 10; ++i) {
        bench.put({});
    }
    SyncOptions options;
    options.bytes_per_day = domain::Bytes{25'000};

    const auto report = sync(bench.mail, bench.world(), options);

    EXPECT_FALSE(report) << "it paused";
    ASSERT_EQ(bench.reporter.all<ports::Warning>().size(), 1U);
    EXPECT_NE(
        bench.reporter.all<ports::Warning>().front().sentence.find("About 30 kB"), std::string::npos
    );
}

TEST(Sync, LendsAFoldersNameToItsMessagesWhenFoldersTeach) {
    Bench bench{memory::plain_traits()};
    bench.mail.add_folder({"Receipts"}, 1);
    domain::Message filed;
    filed.headers = domain::Headers{};
    bench.mail.add("Receipts", filed);
    bench.mail.add("INBOX", filed);
    SyncOptions options;
    options.folder.learn_from = LearnFrom::folders;

    const auto report = bench.sync_now(options);

    EXPECT_EQ(report.folders[0].folder, "INBOX");
    EXPECT_EQ(report.cached, 2U);
    const auto counts = bench.state.messages().label_counts();
    ASSERT_EQ(counts->size(), 1U);
    EXPECT_EQ((*counts)[0].label.name, "Receipts");
}

} // namespace
} // namespace usecase
