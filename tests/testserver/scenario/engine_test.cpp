#include "tests/testserver/scenario/stage.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Engine, AnswersInPlaceOfTheServerAndKeepsTheCommandFromIt) {
    ScenarioStage stage{R"(
[[rule]]
on = { cmd = "UID STORE" }
do = [{ drop_effect = true }, { reply = "OK Success [THROTTLED]" }]
)"};
    stage.log_in(1);

    EXPECT_EQ(
        stage.ask(1, "c UID STORE 1 +X-GM-LABELS (Travel)\r\n"), "c OK Success [THROTTLED]\r\n"
    );
    EXPECT_EQ(stage.account->find("Travel"), nullptr);
}

TEST(Engine, ExecutesACommandAndLosesItsAnswer) {
    ScenarioStage stage{R"(
[[rule]]
on = { cmd = "UID STORE" }
do = [{ apply_then = "nothing" }, { close = "fin" }]
)"};
    stage.log_in(1);

    EXPECT_EQ(stage.ask(1, "c UID STORE 1 +X-GM-LABELS (Travel)\r\n"), "<fin>");
    EXPECT_EQ(stage.account->find("Travel")->entries().size(), 1U);
}

TEST(Engine, CutsAnAnswerAtAByte) {
    ScenarioStage stage{R"(
[[rule]]
on = { cmd = "NOOP", out_byte = 3 }
do = [{ close = "rst" }]
)"};
    stage.log_in(1);

    EXPECT_EQ(stage.ask(1, "c NOOP\r\n"), "c O<rst>");
}

TEST(Engine, CutsAnAnswerAtALineOfIt) {
    ScenarioStage stage{R"toml(
[[rule]]
on = { cmd = "UID FETCH", line = 2 }
do = [{ reply = "NO Some messages could not be FETCHed (Failure)" }]
)toml"};
    stage.log_in(1);

    EXPECT_EQ(
        stage.ask(1, "c UID FETCH 1:3 UID\r\n"),
        "* 1 FETCH (UID 1)\r\nc NO Some messages could not be FETCHed (Failure)\r\n"
    );
}

TEST(Engine, CutsInsideTheLiteralOfTheMessageThatIsMeant) {
    ScenarioStage stage{R"(
[[rule]]
on = { cmd = "UID FETCH", nth = 2, literal_byte = 5 }
do = [{ close = "rst" }]
)"};
    stage.log_in(1);

    const auto said = stage.ask(1, "c UID FETCH 1:3 (UID BODY.PEEK[])\r\n");

    EXPECT_THAT(said, HasSubstr("Subject: 0"));
    EXPECT_THAT(said, EndsWith("\r\nSubje<rst>"));
}

TEST(Engine, HearsNothingBehindAnInputCut) {
    ScenarioStage stage{R"(
[[rule]]
on = { in_byte = 31 }
do = [{ close = "fin" }]
)"};

    const auto said = stage.ask(1, "a LOGIN me@gmail.com secret\r\nb NOOP\r\n");

    EXPECT_THAT(said, EndsWith("<fin>"));
    EXPECT_THAT(said, Not(HasSubstr("b OK")));
}

TEST(Engine, SplitsAnswersIntoSegments) {
    ScenarioStage stage{R"(
[[rule]]
on = { cmd = "NOOP" }
do = [{ split = 8 }]
)"};
    stage.log_in(1);

    EXPECT_EQ(stage.ask(1, "c NOOP\r\n"), "c OK Suc|cess\r\n|");
    EXPECT_EQ(stage.ask(1, "d NOOP\r\n"), "d OK Success\r\n") << "it fires once";
}

TEST(Engine, LetsSomebodyElseChangeTheMailbox) {
    ScenarioStage stage{R"(
[[rule]]
on = { cmd = "NOOP" }
do = [{ mailbox = { expunge = "oldest 2", deliver = 1 } }]
)"};
    stage.log_in(1);

    const auto said = stage.ask(1, "c NOOP\r\n");

    EXPECT_THAT(said, HasSubstr("* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 9 EXISTS\r\n"));
}

TEST(Engine, CountsCommandsOverConnectionsAndKnowsThem) {
    ScenarioStage stage{R"(
[[rule]]
on = { conn = "2..", cmd = "NOOP", nth = 2 }
do = [{ bye = "Enough." }]
)"};
    stage.log_in(1);
    stage.log_in(2);

    EXPECT_EQ(stage.ask(1, "c NOOP\r\n"), "c OK Success\r\n");
    EXPECT_EQ(stage.ask(2, "c NOOP\r\n"), "c OK Success\r\n");
    EXPECT_EQ(stage.ask(2, "d NOOP\r\n"), "* BYE Enough.\r\n<notify>");
}

TEST(Engine, FailsARunInWhichARuleNeverFired) {
    ScenarioStage stage{R"(
[[rule]]
name = "cut"
on = { cmd = "EXPUNGE" }
do = [{ close = "fin" }]
)"};
    stage.log_in(1);

    EXPECT_EQ(
        stage.engine.problems(stage.now), std::vector<std::string>{"rule \"cut\" never fired"}
    );
}

TEST(Engine, KeepsCredentialsOutOfItsLog) {
    ScenarioStage stage{""};
    stage.log_in(1);

    EXPECT_THAT(stage.log, HasSubstr(" C 1 LOGIN ***\n"));
    EXPECT_THAT(stage.log, Not(HasSubstr("secret")));
}

constexpr const char* weather = R"(
seed = 42
[[rule]]
name = "cut"
on = { cmd = "NOOP", p = 0.3 }
do = [{ close = ["fin", "rst", "truncate"] }]
times = "any"
required = false
[[rule]]
name = "late"
on = { cmd = "*", p = 0.3 }
do = [{ delay = "20ms" }]
times = "any"
required = false
)";

std::string conversation(ScenarioStage& stage) {
    std::string all;
    for (std::uint64_t connection = 1; connection <= 20; ++connection) {
        all += stage.log_in(connection);
        all += stage.ask(connection, "c NOOP\r\nd NOOP\r\n");
    }
    return all;
}

TEST(Engine, DoesTheSameForTheSameSeedAndSomethingElseForAnother) {
    ScenarioStage first{weather};
    ScenarioStage second{weather};
    std::string other_seed = weather;
    other_seed.replace(other_seed.find("42"), 2, "43");
    ScenarioStage third{other_seed};

    const auto said = conversation(first);

    EXPECT_EQ(said, conversation(second));
    EXPECT_EQ(first.log, second.log);
    EXPECT_NE(said, conversation(third));
}

TEST(Engine, ReplaysItsDecisionsWithoutChance) {
    ScenarioStage first{weather};
    const auto said = conversation(first);
    ASSERT_GT(first.engine.fired("cut"), 3U);

    const auto decisions = first.engine.decisions();
    ScenarioStage replay{decisions};

    EXPECT_THAT(decisions, Not(HasSubstr("p =")));
    EXPECT_EQ(conversation(replay), said) << decisions;
    EXPECT_THAT(replay.engine.problems(replay.now), IsEmpty());
}

TEST(Engine, ShiftsNoDrawByAnotherRule) {
    ScenarioStage first{weather};
    ScenarioStage second{std::string{weather} + R"(
[[rule]]
name = "never lucky"
on = { cmd = "*", p = 0.0 }
do = [{ close = "fin" }]
required = false
)"};

    EXPECT_EQ(conversation(first), conversation(second));
}

} // namespace
} // namespace testserver
