#include "testserver/scenario/byte_ledger.hpp"

#include <gtest/gtest.h>

namespace testserver {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr Instant start{std::chrono::seconds{1'700'000'000}};

TEST(ByteLedger, ForgetsWhatIsOlderThanTheWindow) {
    ByteLedger ledger{hours{24}};
    ledger.add(100, start);
    ledger.add(20, start + hours{23});

    EXPECT_EQ(ledger.carried(hours{24}, start + hours{23}), 120U);
    EXPECT_EQ(ledger.carried(hours{24}, start + hours{24} - milliseconds{1}), 120U);
    EXPECT_EQ(ledger.carried(hours{24}, start + hours{24}), 20U);
    EXPECT_EQ(ledger.carried(hours{1}, start + hours{23} + minutes{59}), 20U);
    EXPECT_EQ(ledger.carried(hours{24}, start + hours{47}), 0U);
}

TEST(ByteLedger, SaysWhenEnoughIsForgotten) {
    ByteLedger ledger{hours{24}};
    ledger.add(60, start);
    ledger.add(50, start + hours{6});
    ledger.add(10, start + hours{7});
    const auto now = start + hours{8};

    EXPECT_EQ(ledger.below(121, hours{24}, now), now);
    EXPECT_EQ(ledger.below(120, hours{24}, now), start + hours{24});
    EXPECT_EQ(ledger.below(60, hours{24}, now), start + hours{30});
    EXPECT_EQ(ledger.below(1, hours{24}, now), start + hours{31});
}

TEST(ByteLedger, CountsASlotUntilItsLastByteIsTooOld) {
    ByteLedger ledger{hours{24}};
    ledger.add(1, start);
    ledger.add(1, start + std::chrono::seconds{50});

    EXPECT_EQ(ledger.carried(hours{24}, start + hours{24}), 2U);
    EXPECT_EQ(ledger.carried(hours{24}, start + hours{24} + std::chrono::seconds{50}), 0U);
}

TEST(ByteLedger, HasNoWindowTooShortForIt) {
    ByteLedger ledger{milliseconds{2}};
    for (int i = 0; i < 1000; ++i) {
        ledger.add(1, start + milliseconds{i});
    }

    EXPECT_EQ(ledger.carried(milliseconds{2}, start + milliseconds{999}), 2U);
}

} // namespace
} // namespace testserver
