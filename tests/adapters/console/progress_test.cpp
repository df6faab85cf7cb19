#include "adapters/console/progress_line.hpp"
#include "adapters/console/visible.hpp"
#include "tests/adapters/console/still_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace console {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;
using What = ports::ConnectionEvent::What;

ports::Progress
progress(std::uint64_t done, std::optional<std::uint64_t> total, std::uint64_t bytes = 0) {
    return {"sync", done, total, domain::Bytes{bytes}, {}};
}

TEST(Pace, NeedsTwoReports) {
    StillClock clock;
    Pace pace;
    EXPECT_FALSE(pace.rate());

    pace.add(progress(0, 100), clock.monotonic());
    EXPECT_FALSE(pace.rate());

    clock.pass(seconds{2});
    pace.add(progress(20, 100), clock.monotonic());
    EXPECT_DOUBLE_EQ(*pace.rate(), 10);
    EXPECT_EQ(pace.remaining(), seconds{8});
}

TEST(Pace, GoesByTheLastSeconds) {
    StillClock clock;
    Pace pace;
    std::uint64_t done = 0;
    for (const std::uint64_t speed : {100U, 10U}) {
        for (int i = 0; i < 30; ++i) {
            clock.pass(seconds{1});
            done += speed;
            pace.add(progress(done, 10'000), clock.monotonic());
        }
    }

    EXPECT_NEAR(*pace.rate(), 10, 0.01);
}

TEST(Pace, BeginsAnewWithAnotherVerb) {
    StillClock clock;
    Pace pace;
    pace.add(progress(50, 100), clock.monotonic());
    clock.pass(seconds{1});
    pace.add({"learn", 5, 10, {}, {}}, clock.monotonic());

    EXPECT_FALSE(pace.rate());
}

TEST(Pace, KnowsNoEndWithoutATotalOrAStep) {
    StillClock clock;
    Pace pace;
    for (int i = 0; i < 2; ++i) {
        pace.add(progress(0, 100), clock.monotonic());
        clock.pass(seconds{1});
    }
    EXPECT_FALSE(pace.remaining());
    EXPECT_FALSE(pace.expected_bytes());
}

TEST(ProgressLine, TellsAllThatIsKnown) {
    StillClock clock;
    ProgressState state;
    state.take({What::connected, "imap.example", {}}, clock.monotonic());
    state.take(progress(0, 30110), clock.monotonic());
    clock.pass(seconds{46});
    state.take(progress(18402, 30110, 7'100'000), clock.monotonic());

    EXPECT_EQ(
        progress_line(state, clock.monotonic(), 200),
        "sync  ▓▓▓▓▓▓░░░░  61 %  18\u00a0402/30\u00a0110  400/s  7.1 MB of ≈12 MB  eta 0:30  "
        "connected 0:46  ^C pauses safely"
    );
}

TEST(ProgressLine, LeavesOutWhatMattersLeast) {
    StillClock clock;
    ProgressState state;
    state.take(progress(50, 100, 1000), clock.monotonic());
    clock.pass(seconds{1});
    state.take(progress(60, 100, 2000), clock.monotonic());

    for (std::size_t columns = 1; columns < 100; ++columns) {
        EXPECT_LE(width(progress_line(state, clock.monotonic(), columns)), columns);
    }
    EXPECT_THAT(progress_line(state, clock.monotonic(), 40), Not(HasSubstr("^C")));
    EXPECT_EQ(progress_line(state, clock.monotonic(), 12), "sync  60/100");
}

TEST(ProgressLine, SaysWhatIsWaitedForAndHowOftenItReconnected) {
    StillClock clock;
    ProgressState state;
    state.take(progress(5, std::nullopt), clock.monotonic());
    state.take({What::connected, "", {}}, clock.monotonic());
    state.take({What::lost, "reset by peer", {}}, clock.monotonic());
    state.take({What::waiting, "", milliseconds{1500}}, clock.monotonic());
    EXPECT_THAT(progress_line(state, clock.monotonic(), 80), HasSubstr("again in 2 s"));

    state.take({What::connected, "", {}}, clock.monotonic());
    EXPECT_THAT(
        progress_line(state, clock.monotonic(), 80), HasSubstr("connected 0:00, 1 reconnect")
    );
}

} // namespace
} // namespace console
