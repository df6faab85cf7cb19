#include "tests/testserver/scenario/stage.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> problems(ScenarioStage& stage) {
    return stage.engine.problems(stage.now);
}

TEST(Expectation, FindsCommandsInTheirOrderAndNamesTheNearest) {
    ScenarioStage stage{"[[expect]]\nordered = [\"SELECT\", \"UID FETCH .*LABELS\"]\n"};
    stage.log_in(1);
    stage.ask(1, "c UID FETCH 1 (FLAGS)\r\n");

    EXPECT_THAT(
        problems(stage),
        ElementsAre("[[expect]] line 1: no command matches UID FETCH .*LABELS; nearest was: UID "
                    "FETCH 1 (FLAGS)")
    );
    stage.ask(1, "d UID FETCH 1 (X-GM-LABELS)\r\n");
    EXPECT_THAT(problems(stage), IsEmpty());
}

TEST(Expectation, WantsALookBeforeARepetition) {
    constexpr const char* text = R"(
[[rule]]
name = "lost"
on = { cmd = "UID STORE" }
do = [{ apply_then = "nothing" }, { close = "fin" }]
[[expect]]
next_after = "lost"
sees = ["UID FETCH .*X-GM-LABELS"]
before = "UID STORE"
)";
    ScenarioStage hasty{text};
    ScenarioStage careful{text};
    for (auto* stage : {&hasty, &careful}) {
        stage->log_in(1);
        stage->ask(1, "c UID STORE 1 +X-GM-LABELS (Travel)\r\n");
        stage->log_in(2);
    }

    hasty.ask(2, "c UID STORE 1 +X-GM-LABELS (Travel)\r\n");
    careful.ask(2, "c UID FETCH 1 (X-GM-LABELS)\r\n");

    EXPECT_THAT(problems(hasty), ElementsAre(HasSubstr("before UID STORE no command matches")));
    EXPECT_THAT(problems(careful), IsEmpty());
}

TEST(Expectation, KnowsALabelThatWasWrittenTwice) {
    ScenarioStage stage{"[[expect]]\nlabels = \"each message exactly once\"\n"};
    stage.log_in(1);
    stage.ask(1, "c UID STORE 1:2 +X-GM-LABELS (Travel)\r\n");
    stage.ask(1, "d UID STORE 2 -X-GM-LABELS (Travel)\r\n");
    stage.ask(1, "e UID STORE 2 +X-GM-LABELS (Travel)\r\n");
    EXPECT_THAT(problems(stage), IsEmpty());

    stage.ask(1, "f UID STORE 1 +X-GM-LABELS (Travel)\r\n");

    EXPECT_THAT(problems(stage), ElementsAre(HasSubstr("written twice: UID STORE 1 +X-GM-LABELS")));
}

TEST(Expectation, CountsLoginsConnectionsAndAttempts) {
    ScenarioStage stage{R"(
[[expect]]
logins = { max = 1 }
attempts_per_hour = { max = 2 }
connections = 3
open_at_once = 2
count = { "^NOOP" = { min = 1 } }
)"};
    for (std::uint64_t connection = 1; connection <= 3; ++connection) {
        stage.log_in(connection);
    }

    EXPECT_THAT(
        problems(stage),
        ElementsAre(
            HasSubstr("^NOOP came 0 times, expected 1 or more"),
            HasSubstr("3 logins, expected 0 to 1"),
            HasSubstr("3 connections in an hour"),
            HasSubstr("3 connections were open at once")
        )
    );
}

TEST(Expectation, WantsTheRunToGoOnForItsTime) {
    ScenarioStage stage{"[[expect]]\nrun_for = \"2h\"\n"};
    stage.log_in(1);
    stage.pass(std::chrono::hours{1}, 1);
    EXPECT_THAT(problems(stage), ElementsAre("[[expect]] line 1: the run ended after 3600000 ms"));

    stage.pass(std::chrono::hours{1}, 1);

    EXPECT_THAT(problems(stage), IsEmpty());
}

TEST(Expectation, ForbidsWordsOfEitherSide) {
    ScenarioStage stage{"[[expect]]\nnever = [\"THROTTLED\", \"EXPUNGE\"]\n"};
    stage.log_in(1);
    stage.ask(1, "c EXPUNGE\r\n");

    EXPECT_THAT(problems(stage), testing::Contains(HasSubstr("never EXPUNGE: EXPUNGE")));
}

} // namespace
} // namespace testserver
