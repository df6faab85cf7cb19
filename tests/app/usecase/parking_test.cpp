// Messages that the server cannot deliver: sync goes on without them, tells them, and tries again
// when it is time.

#include "app/usecase/parking.hpp"
#include "app/usecase/status.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace usecase {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

/// Three messages, of which the second cannot be delivered; synchronised.
class ParkingTest : public ::testing::Test {
protected:
    ParkingTest() {
        for (int i = 0; i < 3; ++i) {
            bench.put({});
        }
        bench.mail.cannot_deliver({"gm:1002"}, "the server says \"System Error\"");
        report = bench.sync_now();
    }

    std::vector<ports::Parked> kept() { return *bench.state.parked().list(); }

    /// The calls of the next sync.
    std::vector<std::string> sync_again(const SyncOptions& options = {}) {
        const auto from = static_cast<std::ptrdiff_t>(bench.mail.calls().size());
        report = bench.sync_now(options);
        return {bench.mail.calls().begin() + from, bench.mail.calls().end()};
    }

    static SyncOptions on_request() {
        SyncOptions options;
        options.retry_parked = true;
        return options;
    }

    Bench bench;
    SyncReport report;
};

TEST_F(ParkingTest, BringsAllOthersAndTellsTheOne) {
    EXPECT_EQ(report.cached, 2U);
    ASSERT_THAT(report.folders[0].parked, SizeIs(1));
    const auto& parked = report.folders[0].parked[0];
    EXPECT_EQ(parked.uid, ports::Uid{2});
    EXPECT_EQ(parked.cause, "the server says \"System Error\"");
    EXPECT_EQ(parked.times, 1U);
    EXPECT_EQ(parked.last, bench.clock.wall());
    const auto warnings = bench.reporter.all<ports::Warning>();
    ASSERT_THAT(warnings, SizeIs(1));
    EXPECT_THAT(warnings[0].hint, HasSubstr("sync --retry-parked"));
    EXPECT_EQ(status(bench.world())->parked, report.folders[0].parked);
}

TEST_F(ParkingTest, AsksForNothingWhileItWaits) {
    EXPECT_THAT(sync_again(), Not(Contains(HasSubstr("fetch"))));

    EXPECT_THAT(report.folders[0].parked, SizeIs(1)) << "and still tells it";
    EXPECT_THAT(sync_again(), Not(Contains("uids"))) << "a quiet folder is not listed for it";
}

TEST_F(ParkingTest, TriesAgainWhenItIsTimeAndThenLessOften) {
    bench.clock.jump_wall(6h);
    EXPECT_THAT(sync_again(), Contains("fetch 1"));
    EXPECT_EQ(kept().at(0).times, 2U);

    bench.clock.jump_wall(6h);
    EXPECT_THAT(sync_again(), Not(Contains("fetch 1")));
    bench.clock.jump_wall(6h);
    EXPECT_THAT(sync_again(), Contains("fetch 1"));

    EXPECT_THAT(bench.reporter.all<ports::Warning>(), SizeIs(1)) << "it is news once";
}

TEST_F(ParkingTest, TriesAtOnceOnRequest) {
    EXPECT_THAT(sync_again(on_request()), Contains("fetch 1"));
}

TEST_F(ParkingTest, ReleasesWhatComesAfterAll) {
    bench.mail.cannot_deliver({"gm:1002"}, "");

    sync_again(on_request());

    EXPECT_EQ(report.cached, 3U);
    EXPECT_THAT(report.folders[0].parked, IsEmpty());
    EXPECT_THAT(kept(), IsEmpty());
    EXPECT_THAT(sync_again(), Not(Contains("uids")));
}

TEST_F(ParkingTest, ForgetsWhatIsGone) {
    bench.mail.remove(all_mail, {2});

    sync_again();

    EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(ParkingTest, BeginsAnewWithTheNumbering) {
    bench.mail.remove(all_mail, {1});
    bench.mail.renumber(all_mail, 8); // It is UID 1 now.

    sync_again();

    ASSERT_THAT(kept(), SizeIs(1));
    EXPECT_EQ(kept()[0].uid, ports::Uid{1});
    EXPECT_EQ(kept()[0].uid_validity, 8U);
    EXPECT_EQ(kept()[0].times, 1U);
}

TEST_F(ParkingTest, ForgetsWhatAKilledRunHadInTheCacheAlready) {
    bench.mail.cannot_deliver({"gm:1002"}, "");
    sync_again(on_request());
    ASSERT_TRUE(bench.state.parked().park({all_mail, 7, {2}, "then", 1, {}, bench.clock.wall()}));

    sync_again();

    EXPECT_THAT(kept(), IsEmpty());
}

TEST(NextTry, IsSixHoursLaterThenTwiceAsLongUpToAWeek) {
    const auto after = [](std::uint64_t times) {
        ports::Parked message;
        message.times = times;
        return next_try(message) - message.last;
    };
    EXPECT_EQ(after(1), 6h);
    EXPECT_EQ(after(2), 12h);
    EXPECT_EQ(after(5), 96h);
    EXPECT_EQ(after(6), 7 * 24h);
    EXPECT_EQ(after(std::numeric_limits<std::uint64_t>::max()), 7 * 24h);
    EXPECT_EQ(after(0), 6h);
}

} // namespace
} // namespace usecase
