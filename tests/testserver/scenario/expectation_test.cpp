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
    ScenarioStage stage{"[[expect]]\nlabels = \"no message twice\"\n"};
    stage.log_in(1);
    stage.ask(1, "c UID STORE 1:2 +X-GM-LABELS (Travel)\r\n");
    stage.ask(1, "d UID STORE 2 -X-GM-LABELS (Travel)\r\n");
    stage.ask(1, "e UID STORE 2 +X-GM-LABELS (Travel)\r\n");
    EXPECT_THAT(problems(stage), IsEmpty());

    stage.ask(1, "f UID STORE 1 +X-GM-LABELS (Travel)\r\n");

    EXPECT_THAT(problems(stage), ElementsAre(HasSubstr("written twice: UID STORE 1 +X-GM-LABELS")));
}

TEST(Expectation, WantsALabelOnEachMessageInTheEnd) {
    ScenarioStage stage{"[[expect]]\nlabels = \"each message exactly once\"\n"};
    stage.log_in(1);
    stage.ask(1, "c UID STORE 1:9 +X-GM-LABELS (Travel)\r\n");
    EXPECT_THAT(
        problems(stage),
        ElementsAre("[[expect]] line 1: 1 of 10 messages have no label, the first is \"9\"")
    );

    stage.ask(1, "d UID STORE 10 +X-GM-LABELS (Travel)\r\n");

    EXPECT_THAT(problems(stage), IsEmpty());
}

TEST(Expectation, TellsMessagesOfTwoMailboxesApart) {
    ScenarioStage stage{"[[expect]]\nlabels = \"no message twice\"\n"};
    stage.log_in(1);
    stage.ask(1, "c UID STORE 2 +X-GM-LABELS (Travel)\r\n");
    stage.ask(1, "d SELECT Travel\r\n");
    stage.ask(1, "e UID STORE 2 +X-GM-LABELS (Travel)\r\n");

    EXPECT_THAT(problems(stage), IsEmpty());
}

TEST(Expectation, LooksAtTheMailboxInTheEnd) {
    ScenarioStage stage{R"(
[[expect]]
mailbox = [
    { messages = 9, which = "all" },
    { which = "oldest 2", labels = ["travel"], no_labels = ["Junk"] },
    { subject = "^9$", flags = ["\\Seen"] },
    { no_flags = ["\\Flagged"], labelled = { max = 1 } },
    { which = "uid 77", labels = ["Travel"] },
    { name = "Nowhere", messages = 0 },
]
)"};
    stage.log_in(1);
    stage.ask(1, "c UID STORE 1:2 +X-GM-LABELS (Travel)\r\nd UID STORE 9 +FLAGS (\\Flagged)\r\n");

    EXPECT_THAT(
        problems(stage),
        ElementsAre(
            HasSubstr("mailbox INBOX: 10 messages, expected 9"),
            HasSubstr("UID 10 has not the flag \\Seen, but ()"),
            HasSubstr("2 messages with a label, expected 0 to 1"),
            HasSubstr("UID 9 has the flag \\Flagged"),
            HasSubstr("mailbox INBOX: there is no such message"),
            HasSubstr("mailbox Nowhere: there is none of that name")
        )
    );
}

constexpr const char* rebuilt = R"(
[[rule]]
on = { cmd = "NOOP" }
do = [{ mailbox = { name = "INBOX", expunge = "oldest 2", uidvalidity = "+1" } }, { reply = "OK" }]
[[expect]]
commands = { never = ["UID STORE with a UID of the old UIDVALIDITY"] }
)";

TEST(Expectation, KnowsAUidOfTheOldMailbox) {
    ScenarioStage stage{rebuilt};
    stage.log_in(1);
    stage.ask(1, "c UID FETCH 1:* (FLAGS)\r\nd UID STORE 9:10 +FLAGS (a)\r\ne NOOP\r\n");
    EXPECT_THAT(problems(stage), IsEmpty());

    stage.ask(1, "f UID STORE 9 +FLAGS (a)\r\n");
    EXPECT_THAT(problems(stage), ElementsAre(HasSubstr("UID 9 was not told under UIDVALIDITY")));

    stage.log_in(2);
    stage.ask(2, "c UID STORE 7:8 +FLAGS (a)\r\n");
    EXPECT_EQ(problems(stage).size(), 2U);
}

TEST(Expectation, KnowsUidsThatWereToldAgain) {
    for (const char* learn :
         {"c UID SEARCH ALL\r\n",
          "c UID SEARCH RETURN (ALL) ALL\r\n",
          "c FETCH 1:8 (UID FLAGS)\r\n",
          "c UID FETCH 1:* (BODY.PEEK[])\r\n"}) {
        ScenarioStage stage{rebuilt};
        stage.log_in(1);
        stage.ask(1, "b NOOP\r\nd SELECT \"inbox\"\r\n");
        stage.ask(1, learn);
        stage.ask(1, "e UID STORE 1:8 +FLAGS (a)\r\n");

        EXPECT_THAT(problems(stage), IsEmpty()) << learn;
        stage.ask(1, "f UID MOVE 1,9 [Gmail]/Trash\r\n");
        EXPECT_THAT(problems(stage), ElementsAre(HasSubstr("UID 9 was not told"))) << learn;
    }
}

TEST(Expectation, ForbidsOnlyInItsPartOfTheRun) {
    ScenarioStage stage{R"(
[[rule]]
name = "from"
on = { cmd = "CHECK" }
do = [{ apply_then = "answer" }]
[[rule]]
name = "to"
on = { cmd = "NAMESPACE" }
do = [{ apply_then = "answer" }]
[[expect]]
between = ["from", "to"]
never = ["^NOOP"]
)"};
    stage.log_in(1);
    stage.ask(1, "c NOOP\r\nd CHECK\r\ne NAMESPACE\r\nf NOOP\r\n");

    EXPECT_THAT(problems(stage), IsEmpty());
}

TEST(Expectation, WantsNothingLeftToDoOnceItIsCalm) {
    ScenarioStage stage{R"(
[[rule]]
name = "calm"
on = { at = "1h" }
do = [{ disable = ["calm"] }]
[[expect]]
converged_within = "10m"
after = "calm"
)"};
    stage.log_in(1);
    stage.pass(std::chrono::hours{1}, 1);
    stage.ask(1, "c UID STORE 1 +X-GM-LABELS (Travel)\r\n");
    stage.pass(std::chrono::minutes{11}, 1);
    stage.ask(1, "d NOOP\r\n");
    EXPECT_THAT(problems(stage), IsEmpty());

    stage.ask(1, "e UID STORE 2 +X-GM-LABELS (Travel)\r\n");

    EXPECT_THAT(
        problems(stage), ElementsAre(HasSubstr("still at work 660000 ms after calm: UID STORE 2"))
    );
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
