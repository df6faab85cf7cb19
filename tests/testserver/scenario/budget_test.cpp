// What an account may carry, and how long a session may last: the limits of Gmail's world.

#include "adapters/imap/wire/sasl.hpp"
#include "tests/testserver/scenario/stage.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view over_budget =
    "* BYE [OVERQUOTA] Account exceeded command or bandwidth limits.\r\n<notify>";
constexpr std::string_view locked =
    "NO [ALERT] Account exceeded command or bandwidth limits. (Failure)\r\n";
constexpr std::string_view fetch_all = "c UID FETCH 1:* BODY.PEEK[]\r\n";

std::string login(ScenarioStage& stage, std::uint64_t connection) {
    return stage.ask(connection, "a LOGIN me@gmail.com secret\r\n");
}

std::string xoauth2(const std::string& token) {
    const auto bytes = "user=me@gmail.com\1auth=Bearer " + token + "\1\1";
    return "a AUTHENTICATE XOAUTH2 " + imap::wire::base64(bytes) + "\r\n";
}

TEST(Budget, EndsASessionAmidAnAnswerAndLetsNobodyIn) {
    ScenarioStage stage{"limits = { download = 1200 }\n"};
    stage.log_in(1);

    const auto said = stage.ask(1, fetch_all);

    EXPECT_THAT(said, HasSubstr("* 1 FETCH"));
    EXPECT_THAT(said, Not(HasSubstr("* 10 FETCH")));
    EXPECT_THAT(said, EndsWith(over_budget));
    EXPECT_THAT(login(stage, 2), EndsWith("a " + std::string{locked}));
}

TEST(Budget, IsOfAllSessionsOfAnAccountTogether) {
    ScenarioStage stage{"limits = { download = 3000 }\n"};
    stage.log_in(1);
    stage.log_in(2);
    ASSERT_THAT(stage.ask(1, fetch_all), HasSubstr("c OK"));

    EXPECT_THAT(stage.ask(2, fetch_all), EndsWith(over_budget));
    EXPECT_EQ(stage.ask(1, "d NOOP\r\n"), over_budget);
}

TEST(Budget, IsNobodyElses) {
    ScenarioStage stage{"limits = { download = 1200 }\n"};
    stage.world.add_user({"you@gmail.com", "secret", std::make_shared<Account>(MailboxSettings{})});
    stage.log_in(1);
    ASSERT_THAT(stage.ask(1, fetch_all), EndsWith(over_budget));

    EXPECT_THAT(stage.ask(2, "a LOGIN you@gmail.com secret\r\n"), HasSubstr("a OK"));
}

TEST(Budget, IsReleasedWhenTheLockOutIsOverAndTheWindowHasRolledOn) {
    ScenarioStage stage{R"(limits = { download = 1200, window = "24h", lock_out = "1h" })"};
    stage.log_in(1);
    stage.pass(hours{3}, 1);
    ASSERT_THAT(stage.ask(1, fetch_all), EndsWith(over_budget));

    // The hour is over, and all of it still counts; then the login of the first hour does not.
    stage.pass(hours{1}, 1);
    EXPECT_THAT(login(stage, 2), EndsWith(locked));
    stage.pass(hours{19} + minutes{59}, 1);
    EXPECT_THAT(login(stage, 3), EndsWith(locked));

    stage.pass(minutes{1}, 1);
    EXPECT_THAT(login(stage, 4), HasSubstr("a OK"));
    EXPECT_THAT(stage.ask(4, "b SELECT INBOX\r\n"), EndsWith(over_budget))
        << "no more is free than what has become too old";
}

TEST(Budget, LocksOutForItsTimeWhereTheWindowIsShort) {
    ScenarioStage stage{R"(limits = { download = 1200, window = "1m", lock_out = "2h" })"};
    stage.log_in(1);
    ASSERT_THAT(stage.ask(1, fetch_all), EndsWith(over_budget));

    stage.pass(minutes{119}, 1);
    EXPECT_THAT(login(stage, 2), EndsWith(locked));
    stage.pass(minutes{1}, 1);
    EXPECT_THAT(login(stage, 3), HasSubstr("a OK"));
}

TEST(Budget, ForgetsWhatWasCarriedSlowly) {
    ScenarioStage stage{R"(limits = { download = 1200, window = "10m" })"};
    stage.log_in(1);

    for (int i = 0; i < 24; ++i) {
        stage.pass(minutes{5}, 1);
        EXPECT_THAT(stage.ask(1, "c UID FETCH 1:2 BODY.PEEK[]\r\n"), HasSubstr("c OK"));
    }
}

TEST(Budget, HearsNoMoreOfAnUploadThanIsAllowed) {
    ScenarioStage stage{"limits = { upload = 100 }\n"};
    login(stage, 1);

    EXPECT_EQ(stage.ask(1, "c APPEND INBOX {300}\r\n"), "+ go ahead\r\n");
    EXPECT_EQ(stage.ask(1, std::string(300, 'x') + "\r\n"), over_budget);

    EXPECT_EQ(stage.account->find("INBOX")->entries().size(), 10U);
    EXPECT_THAT(login(stage, 2), EndsWith(locked));
}

TEST(Budget, RefusesATokenBehindTheSameChallenge) {
    ScenarioStage stage{"limits = { download = 1200 }\n"};
    stage.world.tokens["good"] = {"me@gmail.com", {}};
    stage.log_in(1);
    ASSERT_THAT(stage.ask(1, fetch_all), EndsWith(over_budget));

    EXPECT_THAT(stage.ask(2, xoauth2("good")), HasSubstr("\r\n+ eyJzdGF0dXMiOiI0MDAi"));
    EXPECT_EQ(stage.ask(2, "\r\n"), "a " + std::string{locked});
    // Who has no right is told that, locked out or not.
    EXPECT_THAT(
        stage.ask(3, "a LOGIN me@gmail.com wrong\r\n"), HasSubstr("NO [AUTHENTICATIONFAILED]")
    );
}

TEST(Budget, RepliesToItsDecisionsAsItWas) {
    ScenarioStage stage{"limits = { download = 1200 }\n"};
    stage.log_in(1);
    const auto said = stage.ask(1, fetch_all);
    stage.pass(minutes{1}, 1);
    const auto refused = login(stage, 2);

    ScenarioStage again{stage.engine.decisions()};
    again.log_in(1);

    EXPECT_EQ(again.ask(1, fetch_all), said) << stage.engine.decisions();
    again.pass(minutes{1}, 1);
    EXPECT_EQ(login(again, 2), refused);
    EXPECT_THAT(again.engine.problems(again.now), testing::IsEmpty());
}

TEST(LockOut, IsARulesToo) {
    ScenarioStage stage{R"(
[[rule]]
name = "enough"
on = { cmd = "UID SEARCH", when = { downloaded = 10, within = "1h" } }
do = [{ lock_out = "3h" }, { reply = "NO [LIMIT] Enough" }]
)"};
    stage.log_in(1);

    EXPECT_EQ(stage.ask(1, "c UID SEARCH ALL\r\n"), "c NO [LIMIT] Enough\r\n");
    EXPECT_THAT(login(stage, 2), EndsWith(locked));
    stage.pass(hours{3}, 1);
    EXPECT_THAT(login(stage, 3), HasSubstr("a OK"));
}

TEST(LockOut, OfATimeIsEverybodys) {
    ScenarioStage stage{R"(
[[rule]]
on = { at = "1h" }
do = [{ lock_out = "10m" }]
)"};
    stage.log_in(1);
    stage.pass(hours{1}, 1);

    EXPECT_THAT(login(stage, 2), EndsWith(locked));
    EXPECT_EQ(stage.ask(1, "c NOOP\r\n"), "c OK Success\r\n");
    stage.pass(minutes{10}, 1);
    EXPECT_THAT(login(stage, 3), HasSubstr("a OK"));
}

TEST(SessionOfAToken, EndsWithItsToken) {
    ScenarioStage stage{"limits = { token_life = \"1h\" }\n"};
    stage.world.tokens["first"] = {"me@gmail.com", stage.now + hours{1}};
    stage.world.tokens["second"] = {"me@gmail.com", stage.now + hours{2}};
    stage.log_in(1);
    ASSERT_THAT(stage.ask(2, xoauth2("first")), HasSubstr("a OK"));
    stage.pass(minutes{30}, 2);
    ASSERT_THAT(stage.ask(3, xoauth2("second")), HasSubstr("a OK"));

    EXPECT_EQ(stage.engine.next_moment(), stage.now + minutes{30});
    EXPECT_EQ(stage.pass(minutes{30}, 2), "* BYE Session expired, please login again.\r\n<notify>");
    EXPECT_EQ(stage.pass(seconds{0}, 1), "") << "a password has no end";
    EXPECT_EQ(stage.pass(seconds{0}, 3), "");
    EXPECT_THAT(stage.ask(4, xoauth2("first")), HasSubstr("+ eyJ"));
    EXPECT_EQ(
        stage.ask(4, "\r\n"), "a NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n"
    );
}

TEST(SessionOfAToken, CanOutliveIt) {
    ScenarioStage stage{"limits = { token_life = \"1h\", session_outlives_token = true }\n"};
    stage.world.tokens["first"] = {"me@gmail.com", stage.now + hours{1}};
    ASSERT_THAT(stage.ask(1, xoauth2("first")), HasSubstr("a OK"));

    EXPECT_EQ(stage.pass(hours{3}, 1), "");
    EXPECT_EQ(stage.ask(1, "c NOOP\r\n"), "c OK Success\r\n");
}

TEST(SessionOfAToken, IsARulesToo) {
    ScenarioStage stage{R"toml(
[[rule]]
on = { cmd = "*", when = { token = "expired" } }
do = [{ reply = "NO System Error (Failure)" }]
)toml"};
    stage.world.tokens["first"] = {"me@gmail.com", stage.now + hours{1}};
    ASSERT_THAT(stage.ask(1, xoauth2("first")), HasSubstr("a OK"));
    EXPECT_EQ(stage.ask(1, "b NOOP\r\n"), "b OK Success\r\n");

    stage.pass(hours{1}, 1);

    EXPECT_EQ(stage.ask(1, "c NOOP\r\n"), "c NO System Error (Failure)\r\n");
}

struct Mistaken {
    std::string text;
    std::string complaint;
};

class Limits : public testing::TestWithParam<Mistaken> {};

TEST_P(Limits, SayWhatIsMissing) {
    const auto read = read_scenario(GetParam().text, "x.toml");

    ASSERT_FALSE(read.problems.empty());
    EXPECT_THAT(read.problems.front().text(), HasSubstr(GetParam().complaint));
}

INSTANTIATE_TEST_SUITE_P(
    Each,
    Limits,
    testing::Values(
        Mistaken{
            "limits = { lock_out = \"1h\" }\n",
            "x.toml:1:10: window and lock_out belong to a budget: download or upload"
        },
        Mistaken{
            "limits = { downlaod = 1 }\n", "unknown key \"downlaod\"; did you mean \"download\"?"
        },
        Mistaken{
            "limits = { session_outlives_token = true }\n",
            "session_outlives_token belongs to token_life"
        },
        Mistaken{
            "[[rule]]\non = { when = { downloaded = 1, uploaded = 1 } }\ndo = [{ bye = \"x\" }]\n",
            "a rule each"
        },
        Mistaken{
            "[[rule]]\non = { at = \"1h\", cmd = \"NOOP\" }\ndo = [{ bye = \"x\" }]\n",
            "a rule of time meets no command"
        },
        Mistaken{
            "[[rule]]\non = { at = \"1h\", account = \"me\" }\ndo = [{ bye = \"x\" }]\n",
            "are one connection's: a rule each"
        }
    )
);

TEST(Place, IsMetNoOftenerThanTheRuleMayFire) {
    ScenarioStage stage{R"(
[[rule]]
on = { when = { bytes_served = 10 } }
do = [{ untagged = "OK [ALERT] once" }]
)"};
    stage.log_in(1);

    const auto said = stage.ask(1, "c LIST \"\" *\r\n");

    EXPECT_EQ(stage.engine.fired("rule 1"), 1U);
    EXPECT_THAT(said, Not(HasSubstr("once"))) << "it was said at login";
}

} // namespace
} // namespace testserver
