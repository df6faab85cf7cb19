#include "domain/plan/breaker.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace domain::plan {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class BreakerTest : public ::testing::Test {
protected:
    const Timestamp noon{hours{500'000}};
    const Label travel{"Travel"};
    Breaker breaker{{.actions_per_minute = 10, .corrections = 3, .correction_rate = 0.2}};

    void give(int times, Timestamp when) {
        for (int i = 0; i < times; ++i) {
            breaker.gave(travel, when);
        }
    }
};

TEST_F(BreakerTest, AdmitsWhatIsSlowEnough) {
    for (int minute = 0; minute < 100; ++minute) {
        const auto now = noon + std::chrono::minutes{minute};
        ASSERT_TRUE(breaker.admits(10, now)) << "minute " << minute;
        breaker.acted(10, now);
    }
}

TEST_F(BreakerTest, OpensForAllWhenAMinuteHoldsTooMuchAndStaysOpen) {
    breaker.acted(6, noon);

    EXPECT_TRUE(breaker.admits(4, noon + seconds{59}));
    EXPECT_FALSE(breaker.admits(5, noon + seconds{59}));
    EXPECT_TRUE(breaker.open_for(travel));
    EXPECT_FALSE(breaker.admits(1, noon + hours{48}));
}

TEST_F(BreakerTest, TakesOneSlipForASlip) {
    give(2, noon);

    EXPECT_FALSE(breaker.taken_back(travel, noon));
    EXPECT_FALSE(breaker.taken_back(travel, noon));
    EXPECT_FALSE(breaker.open_for(travel));
}

TEST_F(BreakerTest, OpensForALabelThatIsTakenBackTooOften) {
    give(10, noon);
    breaker.taken_back(travel, noon);
    breaker.taken_back(travel, noon);

    EXPECT_TRUE(breaker.taken_back(travel, noon + hours{1}));
    EXPECT_TRUE(breaker.open_for(travel));
    EXPECT_FALSE(breaker.open_for({"Receipts"}));
    EXPECT_FALSE(breaker.taken_back(travel, noon + hours{2})) << "it is open already";
}

TEST_F(BreakerTest, ComparesWithWhatWasGiven) {
    give(100, noon);
    for (int i = 0; i < 20; ++i) {
        ASSERT_FALSE(breaker.taken_back(travel, noon)) << i;
    }
    EXPECT_TRUE(breaker.taken_back(travel, noon)) << "21 of 100";
}

TEST_F(BreakerTest, ForgetsAfterADay) {
    give(10, noon);
    breaker.taken_back(travel, noon);
    breaker.taken_back(travel, noon);
    give(4, noon + hours{30});

    EXPECT_FALSE(breaker.taken_back(travel, noon + hours{30}));
}

} // namespace
} // namespace domain::plan
