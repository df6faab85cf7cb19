#include "testserver/protocol/server_session.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <vector>

namespace testserver {
namespace {

using testing::HasSubstr;

/// GMAIL-IMAP 2 and 7: 15 sessions of one account, all clients together.
class ManySessions : public ::testing::Test {
protected:
    ManySessions() {
        world.add_user({"me@gmail.com", "secret", account});
        world.add_user({"you@gmail.com", "secret", account});
        world.tokens["good"] = {"me@gmail.com", {}};
    }

    std::string say(ServerSession& session, std::string_view bytes) const {
        session.receive(bytes, now);
        return session.take_output();
    }

    ServerSession& connect() {
        ConnectionFacts facts;
        facts.ordinal = ++connections;
        sessions.push_back(std::make_unique<ServerSession>(world, now, facts));
        return *sessions.back();
    }

    std::string log_in(std::string_view user = "me@gmail.com") {
        return say(connect(), "a LOGIN " + std::string{user} + " secret\r\n");
    }

    void fill() {
        for (std::uint64_t i = 0; i < World::gmail_sessions; ++i) {
            EXPECT_THAT(log_in(), HasSubstr("a OK"));
        }
    }

    static constexpr const char* refused =
        "a NO [ALERT] Too many simultaneous connections. (Failure)\r\n";

    Instant now{std::chrono::seconds{1'700'000'000}};
    std::shared_ptr<Account> account = std::make_shared<Account>(MailboxSettings{});
    World world{Profile::gmail};
    std::uint64_t connections = 0;
    std::vector<std::unique_ptr<ServerSession>> sessions;
};

TEST_F(ManySessions, TheSixteenthIsRefused) {
    fill();

    EXPECT_THAT(log_in(), HasSubstr(refused));
    EXPECT_THAT(log_in("you@gmail.com"), HasSubstr("a OK")) << "each account has its own";
}

TEST_F(ManySessions, LogoutFreesItsSeatAtOnce) {
    world.seat_kept = std::chrono::minutes{5};
    fill();
    say(*sessions.front(), "b LOGOUT\r\n");

    EXPECT_THAT(log_in(), HasSubstr("a OK"));
}

TEST_F(ManySessions, ADroppedSessionCountsForAWhile) {
    world.seat_kept = std::chrono::minutes{5};
    fill();
    sessions.erase(sessions.begin());

    EXPECT_THAT(log_in(), HasSubstr(refused));
    now += std::chrono::minutes{5};
    EXPECT_THAT(log_in(), HasSubstr("a OK"));
}

TEST_F(ManySessions, TheChallengeDoesNotTellAToken) {
    fill();
    auto& late = connect();
    say(late, "");

    EXPECT_THAT(
        say(late, "a AUTHENTICATE XOAUTH2 dXNlcj1tZUBnbWFpbC5jb20BYXV0aD1CZWFyZXIgZ29vZAEB\r\n"),
        HasSubstr("+ eyJzdGF0dXMiOiI0MDAi")
    );
    EXPECT_EQ(say(late, "\r\n"), refused);
}

TEST_F(ManySessions, TheRfcProfileHasNoLimit) {
    World plain{Profile::rfc};
    EXPECT_EQ(plain.most_sessions, World::no_limit);
}

} // namespace
} // namespace testserver
