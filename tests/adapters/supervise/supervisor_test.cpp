#include "adapters/imap/supervise/supervisor.hpp"

#include <gtest/gtest.h>

namespace imap::supervise {
namespace {

using ports::FailureKind;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// Always the largest jitter.
class HighestDraw final : public ports::Randomness {
public:
    std::uint64_t next() override { return draw; }

    std::uint64_t draw = 0;
};

class SupervisorTest : public ::testing::Test {
protected:
    HighestDraw randomness;
    Moment now{};

    static Failed failed(FailureKind kind) { return {{kind, "it failed", {}, {}}}; }

    /// The wait that the supervisor asks for, jitter drawn at the given share of its bound.
    milliseconds wait_after(Supervisor& supervisor, const Event& event) {
        const auto action = supervisor.after(event, now);
        const auto* wait = std::get_if<Wait>(&action);
        return wait == nullptr ? milliseconds{-1}
                               : std::chrono::duration_cast<milliseconds>(wait->until - now);
    }

    void reach_serving(Supervisor& supervisor) {
        ASSERT_TRUE(std::holds_alternative<Authenticate>(supervisor.after(Connected{}, now)));
        ASSERT_TRUE(std::holds_alternative<Select>(supervisor.after(LoggedIn{}, now)));
        ASSERT_TRUE(std::holds_alternative<Serve>(supervisor.after(Selected{}, now)));
    }
};

TEST_F(SupervisorTest, GoesFromConnectToServeStepByStep) {
    Supervisor supervisor{command_policy(), randomness};

    EXPECT_TRUE(std::holds_alternative<Connect>(supervisor.begin(now)));
    reach_serving(supervisor);
}

TEST_F(SupervisorTest, DoublesTheBoundOfTheWaitUpToTheCap) {
    Supervisor supervisor{watch_policy(), randomness};
    (void)supervisor.begin(now);

    for (const int bound : {1000, 2000, 4000, 8000, 16000, 32000, 64000, 120000, 120000}) {
        randomness.draw = static_cast<std::uint64_t>(bound);
        EXPECT_EQ(wait_after(supervisor, failed(FailureKind::unreachable)), milliseconds{bound});
    }
}

TEST_F(SupervisorTest, SpreadsTheWaitOverTheWholeBound) {
    Supervisor supervisor{watch_policy(), randomness};
    (void)supervisor.begin(now);

    randomness.draw = 0;
    EXPECT_EQ(wait_after(supervisor, failed(FailureKind::connection_lost)), milliseconds{0});
}

TEST_F(SupervisorTest, ForgetsFailuresOnlyAfterSelect) {
    Supervisor supervisor{watch_policy(), randomness};
    (void)supervisor.begin(now);
    (void)supervisor.after(failed(FailureKind::connection_lost), now);
    (void)supervisor.after(WaitIsOver{}, now);
    (void)supervisor.after(Connected{}, now);
    (void)supervisor.after(LoggedIn{}, now);

    randomness.draw = 2000;
    EXPECT_EQ(wait_after(supervisor, failed(FailureKind::connection_lost)), milliseconds{2000});

    (void)supervisor.after(WaitIsOver{}, now);
    reach_serving(supervisor);
    randomness.draw = 1000;
    EXPECT_EQ(wait_after(supervisor, failed(FailureKind::connection_lost)), milliseconds{1000});
}

TEST_F(SupervisorTest, ForcesAFreshTokenOnceAndThenGivesUp) {
    Supervisor supervisor{watch_policy(), randomness};
    (void)supervisor.begin(now);
    (void)supervisor.after(Connected{}, now);

    const auto refused = failed(FailureKind::credential_refused);
    EXPECT_TRUE(std::holds_alternative<Connect>(supervisor.after(refused, now)));
    const auto again = supervisor.after(Connected{}, now);
    ASSERT_TRUE(std::holds_alternative<Authenticate>(again));
    EXPECT_EQ(std::get<Authenticate>(again).freshness, ports::Freshness::forced);
    EXPECT_TRUE(std::holds_alternative<GiveUp>(supervisor.after(refused, now)));
}

TEST_F(SupervisorTest, AsksForNoTokenWhereNoTokenWouldHelp) {
    Supervisor supervisor{watch_policy(), randomness};
    (void)supervisor.begin(now);
    (void)supervisor.after(Connected{}, now);

    EXPECT_TRUE(
        std::holds_alternative<GiveUp>(supervisor.after(failed(FailureKind::login_refused), now))
    );
}

TEST_F(SupervisorTest, WaitsMinutesWhenTheServerCountsConnections) {
    Supervisor supervisor{watch_policy(), randomness};
    (void)supervisor.begin(now);

    EXPECT_GE(wait_after(supervisor, failed(FailureKind::throttled)), minutes{5});
}

TEST_F(SupervisorTest, HonoursWhatTheServerAsksFor) {
    Supervisor supervisor{watch_policy(), randomness};
    (void)supervisor.begin(now);

    EXPECT_GE(
        wait_after(supervisor, Failed{{FailureKind::throttled, "slow down", {}, seconds{30}}}),
        seconds{30}
    );
}

TEST_F(SupervisorTest, EndsACommandRatherThanWaitLongerThanAPersonDoes) {
    Supervisor supervisor{command_policy(), randomness};
    (void)supervisor.begin(now);

    EXPECT_TRUE(
        std::holds_alternative<GiveUp>(supervisor.after(failed(FailureKind::over_quota), now))
    );
}

TEST_F(SupervisorTest, EndsACommandAfterFiveTries) {
    Supervisor supervisor{command_policy(), randomness};
    (void)supervisor.begin(now);

    for (int failure = 1; failure < 5; ++failure) {
        EXPECT_TRUE(
            std::holds_alternative<Wait>(supervisor.after(failed(FailureKind::unreachable), now))
        );
    }
    EXPECT_TRUE(
        std::holds_alternative<GiveUp>(supervisor.after(failed(FailureKind::unreachable), now))
    );
}

TEST_F(SupervisorTest, GivesUpAtOnceBehindAnUnverifiedServer) {
    Supervisor supervisor{watch_policy(), randomness};
    (void)supervisor.begin(now);

    EXPECT_TRUE(
        std::holds_alternative<GiveUp>(supervisor.after(failed(FailureKind::tls_unverified), now))
    );
}

TEST_F(SupervisorTest, PausesWhenLoginsSucceedAndTheLinkDropsEachTime) {
    Supervisor supervisor{watch_policy(), randomness};
    (void)supervisor.begin(now);

    for (int login = 0; login < 2; ++login) {
        reach_serving(supervisor);
        (void)supervisor.after(failed(FailureKind::server_bye), now);
        now += seconds{1};
        if (login == 0) {
            EXPECT_TRUE(std::holds_alternative<Connect>(supervisor.after(WaitIsOver{}, now)));
        }
    }

    const auto action = supervisor.after(WaitIsOver{}, now);

    ASSERT_TRUE(std::holds_alternative<Wait>(action));
    const auto& wait = std::get<Wait>(action);
    EXPECT_GE(wait.until - now, seconds{110});
    EXPECT_EQ(wait.cause.kind, FailureKind::server_bye);
    EXPECT_EQ(wait.cause.sentence, "Many logins ended early, the latest so: it failed");
}

} // namespace
} // namespace imap::supervise
