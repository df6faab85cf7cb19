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

} // namespace
} // namespace testserver
