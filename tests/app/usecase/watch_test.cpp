#include "app/usecase/watch.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <vector>

namespace usecase {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A watch of a mailbox in which things happen while it waits.
class WatchTest : public ::testing::Test {
protected:
    WatchTest() {
        bench.put({.subject = "Old", .labels = labels({"\\Inbox"})});
        bench.mail.meanwhile([this](auto until) { pass_time(until); });
        options.sleep = [this](auto until, const auto& /*stop*/) {
            slept.push_back(std::chrono::duration_cast<seconds>(until - bench.clock.monotonic()));
            bench.clock.advance(until - bench.clock.monotonic());
        };
        options.plan = Bench::with_rule("from:air.example", "Travel", true);
        options.length = hours{2};
    }

    /// So long after the event before it.
    void after(seconds time, std::function<void()> happens) {
        const auto last = plot.empty() ? bench.clock.monotonic() : plot.back().first;
        plot.emplace_back(last + time, std::move(happens));
    }

    ports::Uid arrive(std::string subject, const char* from = "desk@air.example") {
        return bench.put(
            {.from = from,
             .subject = std::move(subject),
             .labels = labels({"\\Inbox"}),
             .received = bench.clock.wall()}
        );
    }

    ports::Result<WatchReport> watch_now() {
        options.apply.account = options.plan.account;
        options.apply.rules = domain::rules::fingerprint(options.plan.rules);
        return watch(bench.mail, bench.world(), options, [this](const WatchNews& news) {
            if (const auto* const judged = std::get_if<Judged>(&news)) {
                (judged->fate == Judged::Fate::applied     ? applied
                 : judged->fate == Judged::Fate::suggested ? suggested
                                                           : left)
                    .push_back(judged->entry.subject);
                told_at = bench.clock.monotonic();
            } else if (const auto* const one = std::get_if<Tripped>(&news)) {
                tripped.push_back(*one);
            }
        });
    }

    void expect_end(const ports::Result<WatchReport>& report) {
        ASSERT_TRUE(report) << report.error().sentence;
    }

    Bench bench;
    WatchOptions options;
    std::deque<std::pair<ports::Clock::Monotonic, std::function<void()>>> plot;
    std::vector<std::string> suggested;
    std::vector<std::string> applied;
    std::vector<std::string> left;
    std::vector<Tripped> tripped;
    std::vector<seconds> slept;
    ports::Clock::Monotonic told_at;

private:
    void pass_time(ports::Clock::Monotonic until) {
        auto& clock = bench.clock;
        if (!plot.empty() && plot.front().first <= until) {
            clock.advance(std::max(plot.front().first - clock.monotonic(), {}));
            const auto happens = std::move(plot.front().second);
            plot.pop_front();
            happens();
        } else {
            clock.advance(until - clock.monotonic());
        }
    }
};

TEST_F(WatchTest, SuggestsForMailThatComesAndChangesNothing) {
    after(minutes{3}, [this] { arrive("Trip"); });
    after(minutes{3}, [this] { arrive("Lunch", "ann@people.example"); });

    const auto report = watch_now();

    expect_end(report);
    EXPECT_THAT(suggested, ElementsAre("Trip"));
    EXPECT_THAT(applied, IsEmpty());
    EXPECT_EQ(bench.labels_of({2}), labels({"\\Inbox"}));
    EXPECT_EQ(report->fresh, 2U);
}

TEST_F(WatchTest, AppliesWhereAskedTo) {
    options.act = true;
    ports::Clock::Monotonic came;
    after(minutes{3}, [&] {
        arrive("Trip");
        came = bench.clock.monotonic();
    });

    expect_end(watch_now());

    EXPECT_THAT(applied, ElementsAre("Trip"));
    EXPECT_EQ(bench.labels_of({2}), labels({"Travel"}));
    EXPECT_EQ(told_at - came, seconds{0}) << "at once, not at the next reconciliation";
}

TEST_F(WatchTest, LeavesAloneWhatWasThereBeforeTheFirstWatch) {
    options.act = true;

    expect_end(watch_now());

    EXPECT_THAT(applied, IsEmpty());
    EXPECT_EQ(bench.labels_of({1}), labels({"\\Inbox"}));
}

TEST_F(WatchTest, JudgesWhatCameBetweenTwoWatches) {
    options.act = true;
    expect_end(watch_now());
    arrive("Trip");

    expect_end(watch_now());

    EXPECT_THAT(applied, ElementsAre("Trip"));
}

TEST_F(WatchTest, JudgesOnceWhatCouldNotBeDeliveredAtFirst) {
    options.act = true;
    options.length = hours{24};
    bench.mail.cannot_deliver({"gm:1002"}, "the server says \"System Error\"");
    after(minutes{3}, [this] { arrive("Parked"); });
    after(minutes{3}, [this] { arrive("Trip"); });
    after(hours{1}, [this] { bench.mail.cannot_deliver({"gm:1002"}, ""); });

    expect_end(watch_now());
    expect_end(watch_now());

    EXPECT_THAT(applied, ElementsAre("Trip", "Parked")) << "at the next try, six hours later";
    EXPECT_EQ(bench.labels_of({2}), labels({"Travel"}));
}

TEST_F(WatchTest, JudgesOnceWhatASyncBetweenTwoWatchesGotAfterAll) {
    bench.mail.cannot_deliver({"gm:1002"}, "the server says \"System Error\"");
    after(minutes{3}, [this] { arrive("Parked"); });
    after(minutes{3}, [this] { arrive("Trip"); });
    expect_end(watch_now());
    bench.mail.cannot_deliver({"gm:1002"}, "");
    SyncOptions on_request;
    on_request.retry_parked = true;
    bench.sync_now(on_request);

    expect_end(watch_now());
    expect_end(watch_now());

    EXPECT_THAT(suggested, ElementsAre("Trip", "Parked"));
}

TEST_F(WatchTest, LetsADelayOfWhatCameLatePassToo) {
    options.act = true;
    options.length = hours{24};
    options.plan.policy.settle = hours{12};
    bench.mail.cannot_deliver({"gm:1002"}, "the server says \"System Error\"");
    after(minutes{3}, [this] { arrive("Parked"); });
    after(hours{1}, [this] { bench.mail.cannot_deliver({"gm:1002"}, ""); });

    expect_end(watch_now());

    EXPECT_THAT(applied, ElementsAre("Parked"));
}

TEST_F(WatchTest, LeavesAloneWhatWasParkedBeforeTheFirstWatch) {
    options.act = true;
    arrive("Parked");
    bench.mail.cannot_deliver({"gm:1002"}, "the server says \"System Error\"");
    bench.sync_now();
    options.length = hours{24};
    after(hours{1}, [this] { bench.mail.cannot_deliver({"gm:1002"}, ""); });

    expect_end(watch_now());

    EXPECT_THAT(applied, IsEmpty());
    EXPECT_EQ(bench.state.parked().list()->size(), 0U) << "it came";
}

TEST_F(WatchTest, NeverDoesAgainWhatTheUserTookBack) {
    options.act = true;
    ports::Uid trip;
    after(minutes{3}, [&] { trip = arrive("Trip"); });
    after(minutes{3}, [&] {
        bench.mail.relabel(all_mail, trip, {labels({"\\Inbox"}), labels({"Travel"})});
    });
    after(minutes{3}, [&] { arrive("Another"); });

    expect_end(watch_now());
    expect_end(watch_now());

    EXPECT_THAT(applied, ElementsAre("Trip", "Another"));
    EXPECT_EQ(bench.labels_of(trip), labels({"\\Inbox"}));
}

TEST_F(WatchTest, WaitsUntilMailHasSettledAndNotLonger) {
    options.act = true;
    options.plan.policy.settle = minutes{4};
    domain::Timestamp received;
    after(minutes{3}, [&] {
        arrive("Trip");
        received = bench.mail.message(all_mail, {2})->received;
    });
    std::optional<domain::Timestamp> labelled;
    for (int minute = 0; minute < 20; ++minute) {
        after(minutes{1}, [&] {
            if (!labelled && bench.labels_of({2}).contains({"Travel"})) {
                labelled = bench.clock.wall();
            }
        });
    }

    expect_end(watch_now());

    EXPECT_THAT(applied, ElementsAre("Trip"));
    ASSERT_TRUE(labelled);
    EXPECT_GE(*labelled, received + minutes{4});
}

TEST_F(WatchTest, SaysEachSuggestionOnce) {
    options.plan.policy.settle = minutes{1};
    after(minutes{3}, [this] { arrive("Trip"); });
    for (int i = 0; i < 5; ++i) {
        after(minutes{3}, [this] { arrive("Lunch", "ann@people.example"); });
    }

    expect_end(watch_now());

    EXPECT_THAT(suggested, ElementsAre("Trip"));
}

TEST_F(WatchTest, StopsActingWhenTooMuchComesAtOnceAndSaysSo) {
    options.act = true;
    options.limits.actions_per_minute = 3;
    after(minutes{3}, [this] {
        for (int i = 0; i < 4; ++i) {
            arrive("Storm");
        }
    });

    expect_end(watch_now());

    EXPECT_THAT(applied, IsEmpty());
    EXPECT_THAT(suggested, SizeIs(4));
    ASSERT_THAT(tripped, SizeIs(1));
    EXPECT_FALSE(tripped.front().label) << "for all labels";
}

TEST_F(WatchTest, OnlySuggestsALabelThatTheUserKeepsTakingBack) {
    options.act = true;
    for (int i = 0; i < 3; ++i) {
        after(minutes{2}, [this] { arrive("Trip"); });
    }
    after(minutes{2}, [this] {
        for (const std::uint32_t uid : {2U, 3U, 4U}) {
            bench.mail.relabel(all_mail, {uid}, {{}, labels({"Travel"})});
        }
    });
    after(minutes{2}, [this] { arrive("Once more"); });

    expect_end(watch_now());

    ASSERT_THAT(tripped, SizeIs(1));
    EXPECT_EQ(tripped.front().label, domain::Label{"Travel"});
    EXPECT_THAT(applied, SizeIs(3));
    EXPECT_THAT(suggested, ElementsAre("Once more"));
}

TEST_F(WatchTest, TakesUpAFolderThatWasNumberedAnew) {
    options.act = true;
    after(minutes{3}, [this] { arrive("Trip"); });
    after(minutes{3}, [this] {
        bench.mail.renumber(all_mail, 99);
        arrive("Another");
    });

    expect_end(watch_now());

    EXPECT_THAT(applied, ElementsAre("Trip", "Another"));
    EXPECT_EQ(bench.labels_of({1}), labels({"\\Inbox"})) << "what was there before";
}

TEST_F(WatchTest, OutlivesFailuresThatPass) {
    options.act = true;
    for (unsigned i = 0; i < 6; ++i) {
        bench.mail.plan({.call = memory::Call::await_news, .calls_before = i == 0 ? 1U : 0U});
    }
    after(minutes{30}, [this] { arrive("Trip"); });

    expect_end(watch_now());

    EXPECT_THAT(applied, ElementsAre("Trip"));
    EXPECT_THAT(slept, SizeIs(6));
}

TEST_F(WatchTest, WaitsLongerAfterEachFailureInARow) {
    options.length = hours{6};
    for (unsigned i = 0; i < 8; ++i) {
        bench.mail.plan({.call = memory::Call::folders});
    }

    expect_end(watch_now());

    EXPECT_THAT(
        slept,
        ElementsAre(
            seconds{30},
            minutes{1},
            minutes{2},
            minutes{4},
            minutes{8},
            minutes{16},
            minutes{30},
            minutes{30}
        )
    );
}

TEST_F(WatchTest, EndsWithAFailureThatNoWaitingMends) {
    bench.mail.plan(
        {.call = memory::Call::await_news,
         .failure = {ports::FailureKind::login_refused, "no", {}, {}}}
    );

    const auto report = watch_now();

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::login_refused);
}

TEST_F(WatchTest, EndsWhenAskedTo) {
    after(minutes{3}, [this] { bench.stop.request_stop(); });

    const auto report = watch_now();

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::interrupted);
}

TEST_F(WatchTest, IsNotKeptAwakeByAServerThatTellsNewsWithoutEnd) {
    options.length = minutes{1};
    bench.mail.meanwhile([this](auto /*until*/) {
        bench.mail.mark(all_mail, {1}, {.seen = slept.size() % 2 == 0});
    });

    const auto report = watch_now();

    expect_end(report);
    EXPECT_LE(report->rounds, 61U) << "one a second";
}

TEST_F(WatchTest, TakesMailFromTheYear9999AsItComes) {
    options.plan.policy.settle = minutes{4};
    after(minutes{3}, [this] {
        constexpr std::chrono::sys_days far{std::chrono::year{9999} / 12 / 31};
        bench.put({.labels = labels({"\\Inbox"}), .received = far});
    });

    const auto report = watch_now();

    expect_end(report);
    EXPECT_LE(report->rounds, 12U) << "its delay is waited for, not run after";
}

TEST_F(WatchTest, ComparesFolderAndCacheEvenIfNothingIsTold) {
    options.act = true;
    options.reconcile = minutes{15};

    const auto report = watch_now();

    expect_end(report);
    EXPECT_EQ(report->rounds, 8U) << "every 15 minutes of two hours";
}

} // namespace
} // namespace usecase
