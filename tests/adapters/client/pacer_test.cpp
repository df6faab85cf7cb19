#include "adapters/imap/client/pacer.hpp"

#include <gtest/gtest.h>

namespace imap::client {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class PacerTest : public testing::Test {
protected:
    milliseconds wait() const {
        return std::chrono::duration_cast<milliseconds>(pacer_.not_before(now_) - now_);
    }

    void answer(bool throttled, milliseconds later) {
        now_ += later;
        pacer_.answered(throttled, now_);
    }

    Pacer pacer_;
    Pacer::Moment now_{seconds{100}};
};

TEST_F(PacerTest, DoesNotWaitWhenItIsCalm) {
    answer(false, seconds{1});

    EXPECT_EQ(wait(), milliseconds{0});
}

TEST_F(PacerTest, DoublesWithEachMarkUpToItsCap) {
    answer(true, seconds{1});
    EXPECT_EQ(wait(), milliseconds{50});
    answer(true, seconds{1});
    EXPECT_EQ(wait(), milliseconds{100});

    for (int i = 0; i < 20; ++i) {
        answer(true, seconds{1});
    }

    EXPECT_EQ(wait(), seconds{16});
}

TEST_F(PacerTest, CountsABunchOfAnswersAsOneMark) {
    for (int i = 0; i < 20; ++i) {
        answer(true, milliseconds{1});
    }

    EXPECT_EQ(wait(), milliseconds{50});
}

TEST_F(PacerTest, ShrinksWhenItIsCalmAgain) {
    answer(true, seconds{1});
    answer(true, seconds{1});
    answer(false, milliseconds{100});
    EXPECT_EQ(wait(), milliseconds{100});

    answer(false, seconds{1});
    EXPECT_EQ(wait(), milliseconds{75});
    answer(false, seconds{1});
    answer(false, seconds{1});

    EXPECT_EQ(wait(), milliseconds{0});
}

} // namespace
} // namespace imap::client
