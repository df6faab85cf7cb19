#include "adapters/memory/fixed_token_source.hpp"
#include "adapters/memory/manual_clock.hpp"
#include "adapters/memory/memory_secret_store.hpp"
#include "adapters/memory/recording_reporter.hpp"
#include "adapters/memory/seeded_randomness.hpp"

#include <gtest/gtest.h>

namespace memory {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(ManualClock, MovesOnlyWhenTold) {
    const ManualClock clock;

    EXPECT_EQ(clock.monotonic(), clock.monotonic());
    EXPECT_EQ(clock.wall(), clock.wall());
}

TEST(ManualClock, AdvancesBothReadings) {
    ManualClock clock;
    const auto monotonic = clock.monotonic();
    const auto wall = clock.wall();

    for (int i = 0; i < 4; ++i) {
        clock.advance(milliseconds{500});
    }

    EXPECT_EQ(clock.monotonic() - monotonic, seconds{2});
    EXPECT_EQ(clock.wall() - wall, seconds{2});
}

TEST(ManualClock, JumpsTheWallAlone) {
    ManualClock clock;
    const auto monotonic = clock.monotonic();
    const auto wall = clock.wall();

    clock.jump_wall(-hours{24});

    EXPECT_EQ(clock.monotonic(), monotonic);
    EXPECT_EQ(wall - clock.wall(), hours{24});
}

TEST(SeededRandomness, RepeatsItsNumbersFromTheSeed) {
    SeededRandomness one{7};
    SeededRandomness same{7};
    SeededRandomness other{8};

    const auto first = one.next();

    EXPECT_EQ(same.next(), first);
    EXPECT_NE(other.next(), first);
    EXPECT_NE(one.next(), first);
}

TEST(SeededRandomness, GivesTheReferenceNumbers) {
    SeededRandomness zero{0};

    EXPECT_EQ(zero.next(), 0xe220a8397b1dcdafU);
    EXPECT_EQ(zero.next(), 0x6e789e6aa1b965f4U);
}

TEST(RecordingReporter, KeepsEventsByKind) {
    RecordingReporter reporter;
    reporter.report(ports::Warning{"Disk is nearly full", {}});
    reporter.report(ports::Trace{"skipped"});

    EXPECT_EQ(reporter.events().size(), 2U);
    EXPECT_EQ(reporter.all<ports::Warning>().at(0).sentence, "Disk is nearly full");
}

TEST(FixedTokenSource, HasNoSecondPassword) {
    FixedTokenSource tokens{{ports::Proof::password, "me", ports::Secret{"word"}}};

    EXPECT_EQ(tokens.credential(ports::Freshness::cached).value().user, "me");
    const auto forced = tokens.credential(ports::Freshness::forced);
    ASSERT_FALSE(forced);
    EXPECT_EQ(forced.error().kind, ports::FailureKind::login_refused);
}

TEST(MemorySecretStore, ForgetsWhatIsErased) {
    MemorySecretStore store;
    EXPECT_FALSE(store.read());

    ASSERT_TRUE(store.write(ports::Secret{"word"}));
    EXPECT_EQ(store.read().value().reveal(), "word");

    ASSERT_TRUE(store.erase());
    EXPECT_FALSE(store.read());
}

} // namespace
} // namespace memory
