#include "tests/testserver/scenario/stage.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::IsEmpty;

TEST(ScenarioTime, SaysWhenItWantsToBeAskedNext) {
    ScenarioStage stage{R"(
[[rule]]
on = { at = "30m" }
do = [{ close_all = "notify" }]
)"};
    stage.log_in(1);

    EXPECT_EQ(stage.engine.next_moment(), stage.now + minutes{30});
    EXPECT_EQ(stage.pass(minutes{29}, 1), "");
    EXPECT_EQ(stage.pass(minutes{1}, 1), "<notify>");
    EXPECT_EQ(stage.engine.next_moment(), std::nullopt);
}

TEST(ScenarioTime, EndsEachSessionAtItsOwnAge) {
    ScenarioStage stage{"limits = { session = \"24h\" }\n"};
    stage.log_in(1);
    EXPECT_EQ(stage.pass(hours{1}, 1), "");
    stage.log_in(2);

    EXPECT_EQ(stage.pass(hours{23}, 1), "* BYE Session expired, please login again.\r\n<notify>");
    EXPECT_EQ(stage.pass(minutes{0}, 2), "");
    EXPECT_EQ(stage.pass(hours{1}, 2), "* BYE Session expired, please login again.\r\n<notify>");
}

TEST(ScenarioTime, ForgetsASilentConnectionAndNoBusyOne) {
    ScenarioStage stage{"limits = { nat_idle = \"12m\" }\n"};
    stage.log_in(1);
    for (int i = 0; i < 6; ++i) {
        EXPECT_EQ(stage.pass(minutes{10}, 1), "");
        EXPECT_EQ(stage.ask(1, "c NOOP\r\n"), "c OK Success\r\n");
    }

    EXPECT_EQ(stage.pass(minutes{12}, 1), "<vanish>");
}

TEST(ScenarioTime, IsDownForAWhile) {
    ScenarioStage stage{R"(
[[rule]]
on = { conn = 1 }
do = [{ down = "10s" }]
)"};
    stage.log_in(1);

    EXPECT_EQ(stage.engine.listening(stage.now), testserver::Listening::refused);
    stage.pass(std::chrono::seconds{10}, 1);
    EXPECT_EQ(stage.engine.listening(stage.now), testserver::Listening::open);
}

/// Each of the two ports is down by itself, whether the rule meets a connection or a request.
TEST(ScenarioTime, TakesTheOauthEndpointDownAlone) {
    for (const char* on : {"endpoint = \"oauth\", conn = 1", "phase = \"http\""}) {
        ScenarioStage stage{
            std::string{"[[rule]]\non = { "} + on + " }\ndo = [{ deaf = \"10s\" }]\n"
        };
        stage.log_in(1);
        stage.engine.on_http_accept({}, stage.now);
        stage.engine.on_request({}, {"POST /TOKEN", "POST /token", stage.now});

        EXPECT_EQ(stage.engine.http_listening(stage.now), Listening::deaf) << on;
        EXPECT_EQ(stage.engine.listening(stage.now), Listening::open) << on;
        EXPECT_EQ(stage.engine.next_moment(), stage.now + std::chrono::seconds{10}) << on;
        stage.pass(std::chrono::seconds{10}, 1);
        EXPECT_EQ(stage.engine.http_listening(stage.now), Listening::open) << on;
    }
}

TEST(ScenarioTime, RepeatsWhatComesEveryHour) {
    ScenarioStage stage{R"(
[[rule]]
name = "mail"
on = { every = "1h" }
do = [{ mailbox = { deliver = 1 } }]
times = "any"
)"};
    stage.log_in(1);
    for (int i = 0; i < 48; ++i) {
        stage.pass(minutes{30}, 1);
    }

    EXPECT_EQ(stage.engine.fired("mail"), 24U);
    EXPECT_EQ(stage.account->find("INBOX")->entries().size(), 34U);
    EXPECT_THAT(stage.engine.problems(stage.now), IsEmpty());
}

TEST(ScenarioTime, SplitsAllThatComesFromThenOn) {
    ScenarioStage stage{R"(
[[rule]]
on = { at = "1h" }
do = [{ split = 4 }]
)"};
    stage.log_in(1);
    EXPECT_EQ(stage.ask(1, "c NOOP\r\n"), "c OK Success\r\n");
    stage.pass(hours{1}, 1);

    for (const char* tag : {"d", "e"}) {
        const auto said = stage.ask(1, std::string{tag} + " NOOP\r\n");
        EXPECT_EQ(said, std::string{tag} + " OK| Suc|cess|\r\n|");
    }
}

TEST(ScenarioTime, DripsForAConnectionOfThatAge) {
    ScenarioStage stage{R"(
[[rule]]
on = { age = "1h" }
do = [{ drip = { bytes = 7, every = "5ms" } }]
)"};
    stage.log_in(1);
    stage.pass(hours{1}, 1);
    stage.log_in(2);

    EXPECT_EQ(stage.ask(1, "c NOOP\r\n"), "c OK Su|<pause 5>ccess\r\n|<pause 5>");
    EXPECT_EQ(stage.ask(2, "c NOOP\r\n"), "c OK Success\r\n");
}

TEST(ScenarioTime, AnswersNoCommand) {
    const auto read =
        read_scenario("[[rule]]\non = { at = \"1h\" }\ndo = [{ reply = \"NO\" }]\n", "x.toml");

    EXPECT_EQ(
        read.problems.at(0).text(),
        "x.toml:1:1: a rule of time answers no command; say which: on = { cmd = \"NOOP\" }"
    );
}

TEST(ScenarioTime, DoesLaterWhatItSaysIsDone) {
    ScenarioStage stage{R"(
[[rule]]
on = { cmd = "UID STORE" }
do = [{ late = "30s" }]
)"};
    stage.log_in(1);
    stage.log_in(2);
    EXPECT_EQ(stage.ask(1, "c UID STORE 1 +FLAGS (\\Flagged)\r\n"), "c OK Success\r\n");
    EXPECT_EQ(
        stage.ask(1, "d UID SEARCH FLAGGED\r\n"), "* SEARCH\r\nd OK SEARCH completed (Success)\r\n"
    );
    EXPECT_EQ(stage.engine.next_moment(), stage.now + std::chrono::seconds{30});

    stage.pass(std::chrono::seconds{30}, 2);

    EXPECT_EQ(stage.ask(2, "c UID SEARCH FLAGGED\r\n").substr(0, 12), "* SEARCH 1\r\n");
    EXPECT_EQ(stage.engine.next_moment(), std::nullopt);
}

} // namespace
} // namespace testserver
