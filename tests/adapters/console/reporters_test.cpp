#include "adapters/console/reporters.hpp"
#include "tests/adapters/console/still_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace console {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using What = ports::ConnectionEvent::What;

ports::Progress step(std::uint64_t done) {
    return {"sync", done, 100, domain::Bytes{10}, domain::Bytes{5}};
}

class Reporters : public testing::Test {
protected:
    std::unique_ptr<ScreenReporter> terminal(Volume volume = Volume::usual) {
        return terminal_reporter(writer_, clock_, [] { return std::size_t{80}; }, Style{}, volume);
    }

    std::unique_ptr<ports::Reporter> plain(Volume volume = Volume::usual) {
        return plain_reporter(writer_, clock_, volume);
    }

    std::unique_ptr<ports::Reporter> json(Volume volume = Volume::usual) {
        return json_reporter(writer_, clock_, volume);
    }

    std::vector<std::unique_ptr<ports::Reporter>> each(Volume volume) {
        std::vector<std::unique_ptr<ports::Reporter>> all;
        all.push_back(terminal(volume));
        all.push_back(plain(volume));
        all.push_back(json(volume));
        return all;
    }

    std::string taken() { return std::exchange(written_, {}); }

    StillClock clock_;
    std::string written_;
    Writer writer_ = [this](std::string_view text) { written_ += text; };
};

TEST_F(Reporters, TerminalMakesRoomForAResult) {
    auto reporter = terminal();
    reporter->report(step(1));
    EXPECT_THAT(taken(), HasSubstr("sync"));

    reporter->make_room();
    EXPECT_EQ(taken(), "\r\x1b[K");

    // The farewell that follows is no reason to draw it once more.
    clock_.pass(seconds{1});
    reporter->report(ports::ConnectionEvent{.what = What::closed, .detail = {}});
    reporter->make_room();
    EXPECT_THAT(taken(), IsEmpty());
}

TEST_F(Reporters, TerminalRedrawsOneLineAndClearsItAtTheEnd) {
    auto reporter = terminal();
    reporter->report(step(1));
    clock_.pass(seconds{1});
    reporter->report(step(2));

    EXPECT_THAT(written_, testing::StartsWith("\r\x1b[Ksync"));
    EXPECT_THAT(written_, Not(HasSubstr("\n")));

    (void)taken();
    reporter.reset();
    EXPECT_EQ(taken(), "\r\x1b[K");
}

TEST_F(Reporters, TerminalDrawsNoFasterThanTheEye) {
    auto reporter = terminal();
    reporter->report(step(1));
    (void)taken();

    clock_.pass(milliseconds{50});
    reporter->report(step(2));
    EXPECT_EQ(taken(), "");

    clock_.pass(milliseconds{50});
    reporter->report(step(3));
    EXPECT_THAT(taken(), HasSubstr("3/100"));
}

TEST_F(Reporters, TerminalKeepsWarningsAboveTheLine) {
    auto reporter = terminal();
    reporter->report(step(1));
    (void)taken();

    reporter->report(ports::Warning{"label \"a\x1b[2J\" is odd", "rename it"});

    const std::string text = taken();
    EXPECT_THAT(
        text, testing::StartsWith("\r\x1b[Kwarning: label \"a\uFFFD[2J\" is odd\n  rename it\n")
    );
    EXPECT_THAT(text, HasSubstr("sync"));
}

TEST_F(Reporters, TerminalTellsWhenTheConnectionIsLost) {
    auto reporter = terminal();

    reporter->report(ports::ConnectionEvent{What::connecting, "imap.example", {}});
    EXPECT_EQ(taken(), "");

    reporter->report(ports::ConnectionEvent{What::lost, "reset by peer", {}});
    reporter->report(ports::ConnectionEvent{What::waiting, "", seconds{2}});
    EXPECT_EQ(taken(), "connection lost: reset by peer\nagain in 2 s\n");
}

TEST_F(Reporters, PlainSaysNothingOfAQuickRun) {
    auto reporter = plain();
    reporter->report(ports::ConnectionEvent{What::connected, "imap.example", {}});
    reporter->report(step(1));
    clock_.pass(seconds{30});
    reporter->report(step(100));
    reporter->report(ports::ConnectionEvent{What::closed, "", {}});

    EXPECT_EQ(taken(), "");
}

TEST_F(Reporters, PlainWritesALineAMinute) {
    auto reporter = plain();
    for (int second = 0; second <= 150; ++second) {
        reporter->report(step(static_cast<std::uint64_t>(second) / 2));
        clock_.pass(seconds{1});
    }

    EXPECT_EQ(std::ranges::count(taken(), '\n'), 2);
}

TEST_F(Reporters, PlainTellsOfALossAndOfTheReturn) {
    auto reporter = plain();
    reporter->report(ports::ConnectionEvent{What::connected, "", {}});
    reporter->report(ports::ConnectionEvent{What::lost, "timed out", {}});
    reporter->report(ports::ConnectionEvent{What::connected, "", {}});

    EXPECT_EQ(taken(), "connection lost: timed out\nconnected\n");
}

TEST_F(Reporters, JsonWritesOneObjectALine) {
    auto reporter = json();
    reporter->report(step(1));
    reporter->report(ports::ConnectionEvent{What::waiting, "a \"b\"\n", milliseconds{1500}});
    reporter->report(ports::Warning{"odd \xff", ""});

    EXPECT_EQ(
        taken(),
        "{\"type\":\"progress\",\"verb\":\"sync\",\"done\":1,\"total\":100,"
        "\"received_bytes\":10,\"sent_bytes\":5}\n"
        "{\"type\":\"connection\",\"what\":\"waiting\",\"detail\":\"a \\\"b\\\" \","
        "\"wait_ms\":1500}\n"
        "{\"type\":\"warning\",\"sentence\":\"odd \uFFFD\"}\n"
    );
}

TEST_F(Reporters, JsonReportsProgressOnceASecondAndTheEnd) {
    auto reporter = json();
    for (const std::uint64_t done : {1U, 2U, 3U}) {
        reporter->report(step(done));
        clock_.pass(milliseconds{400});
    }
    reporter->report(step(100));

    EXPECT_EQ(std::ranges::count(taken(), '\n'), 2);
}

TEST_F(Reporters, QuietLeavesWarnings) {
    for (const auto& reporter : each(Volume::quiet)) {
        reporter->report(step(1));
        clock_.pass(minutes{2});
        reporter->report(step(2));
        reporter->report(ports::ConnectionEvent{What::lost, "x", {}});
        reporter->report(ports::Trace{"detail"});
        EXPECT_THAT(taken(), IsEmpty());

        reporter->report(ports::Warning{"careful", ""});
        EXPECT_THAT(taken(), HasSubstr("careful"));
    }
}

TEST_F(Reporters, VerboseTellsMore) {
    for (const auto& reporter : each(Volume::verbose)) {
        reporter->report(ports::ConnectionEvent{What::connecting, "imap.example", {}});
        reporter->report(ports::Trace{"detail"});

        const std::string text = taken();
        EXPECT_THAT(text, HasSubstr("imap.example"));
        EXPECT_THAT(text, HasSubstr("detail"));
    }
}

} // namespace
} // namespace console
