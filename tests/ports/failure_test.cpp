#include "ports/failure.hpp"

#include <gtest/gtest.h>

namespace ports {
namespace {

using std::chrono::seconds;

TEST(Reaction, SendsARefusedLoginToTheUserWithoutAnotherTry) {
    EXPECT_FALSE(reaction(FailureKind::login_refused).retry);
    EXPECT_EQ(reaction(FailureKind::login_refused).exit_code, 77);
}

TEST(Reaction, EndsALostConnectionAsTryAgainLater) {
    EXPECT_TRUE(reaction(FailureKind::connection_lost).retry);
    EXPECT_EQ(reaction(FailureKind::connection_lost).exit_code, 75);
}

TEST(Reaction, WaitsMinutesWhereTheServerCountsConnectionsOrBytes) {
    EXPECT_GE(reaction(FailureKind::throttled).wait, seconds{60});
    EXPECT_GE(reaction(FailureKind::over_quota).wait, seconds{600});
}

TEST(Reaction, NeverRetriesBehindAnUnverifiedServer) {
    EXPECT_FALSE(reaction(FailureKind::tls_unverified).retry);
}

TEST(Reaction, GivesEveryKindANonZeroExitCode) {
    for (int kind = 0; kind <= static_cast<int>(FailureKind::internal); ++kind) {
        EXPECT_NE(reaction(static_cast<FailureKind>(kind)).exit_code, 0)
            << name(static_cast<FailureKind>(kind));
    }
}

} // namespace
} // namespace ports
