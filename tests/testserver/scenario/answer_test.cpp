#include "tests/testserver/scenario/stage.hpp"

#include <gmock/gmock.h>

/// What rules do to the answer of a command that the server itself gives.
namespace testserver {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

TEST(Answer, EndsTheConnectionBehindIt) {
    ScenarioStage stage{R"toml(
[[rule]]
on = { cmd = "LOGOUT" }
do = [{ apply_then = "answer" }, { close = "fin" }]
)toml"};
    stage.log_in(1);

    EXPECT_EQ(
        stage.ask(1, "c LOGOUT\r\n"),
        "* BYE LOGOUT Requested\r\nc OK 73 good day (Success)\r\n<fin>"
    );
}

TEST(Answer, HasItsLinesRewrittenButNotItsLiterals) {
    ScenarioStage stage{R"toml(
[[rule]]
on = { cmd = "UID FETCH" }
do = [{ rewrite = { find = "x+", put = "y" } }, { rewrite = { find = "^(c OK .*)", put = "$1 [THROTTLED]" } }]
)toml"};
    stage.log_in(1);

    const auto said = stage.ask(1, "c UID FETCH 1 BODY.PEEK[TEXT]\r\n");

    EXPECT_THAT(said, HasSubstr(std::string(50, 'x')));
    EXPECT_THAT(said, EndsWith("c OK Success [THROTTLED]\r\n"));
    EXPECT_THAT(stage.ask(1, "d NOOP\r\n"), Not(HasSubstr("THROTTLED")));
}

TEST(Answer, LosesALineOfWhichNothingIsLeft) {
    ScenarioStage stage{R"toml(
[[rule]]
on = { cmd = "LOGIN" }
do = [{ rewrite = { find = "^\\* CAPABILITY .*", put = "" } }]
)toml"};

    EXPECT_THAT(stage.log_in(1), Not(HasSubstr("CAPABILITY")));
}

TEST(Answer, TellsOfOthersAmidItAndOnce) {
    ScenarioStage stage{R"toml(
[[rule]]
on = { cmd = "UID FETCH" }
do = [{ tell = "at_once" }]
[[rule]]
on = { cmd = "UID FETCH", out_byte = 1 }
do = [{ mailbox = { expunge = "oldest 1" } }]
)toml"};
    stage.log_in(1);

    const auto said = stage.ask(1, "c UID FETCH 1:3 UID\r\n");

    EXPECT_EQ(
        said,
        "* 1 FETCH (UID 1)\r\n* 1 EXPUNGE\r\n* 9 EXISTS\r\n* 1 FETCH (UID 2)\r\n"
        "* 2 FETCH (UID 3)\r\nc OK Success\r\n"
    );
    EXPECT_EQ(stage.ask(1, "d NOOP\r\n"), "d OK Success\r\n");
}

TEST(Answer, TellsNothingToADeafIdle) {
    ScenarioStage stage{R"toml(
[[rule]]
on = { cmd = "IDLE" }
do = [{ tell = "nothing" }]
[[rule]]
on = { at = "1s" }
do = [{ mailbox = { deliver = 1 } }]
)toml"};
    stage.log_in(1);
    EXPECT_EQ(stage.ask(1, "c IDLE\r\n"), "+ idling\r\n");

    EXPECT_EQ(stage.pass(Milliseconds{1000}, 1), "");
    EXPECT_EQ(stage.ask(1, "DONE\r\n"), "c OK IDLE terminated (Success)\r\n");
    EXPECT_THAT(stage.ask(1, "d NOOP\r\n"), HasSubstr("* 11 EXISTS"));
}

TEST(GoAhead, IsWithheldAndTheNextLineIsACommand) {
    ScenarioStage stage{R"toml(
[[rule]]
on = { phase = "go_ahead", cmd = "APPEND" }
do = [{ reply = "NO [LIMIT] Not so large" }]
)toml"};
    stage.log_in(1);

    EXPECT_EQ(stage.ask(1, "c APPEND INBOX {10}\r\n"), "c NO [LIMIT] Not so large\r\n");
    EXPECT_EQ(stage.ask(1, "d NOOP\r\n"), "d OK Success\r\n");
    EXPECT_EQ(stage.ask(1, "e APPEND INBOX {10}\r\n"), "+ go ahead\r\n");
}

} // namespace
} // namespace testserver
