#include "tests/testserver/scenario/stage.hpp"
#include "testserver/scenario/recorder.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* session = "b SELECT INBOX\r\n"
                                "c UID SEARCH SUBJECT {1}\r\n"
                                "4\r\n"
                                "d UID FETCH 1:3 (UID FLAGS BODY.PEEK[])\r\n"
                                "e FETCH nonsense\r\n"
                                "f NOOP\r\n";

/// What a server said to a client, as a scenario.
std::string recorded(std::string_view scenario, std::string& answers) {
    ScenarioStage stage{scenario};
    Recorder recorder{stage.engine};
    stage.watching = &recorder;
    stage.ask(1, "a LOGIN me@gmail.com secret\r\n");
    answers = stage.ask(1, session);
    return recorder.scenario("gmail");
}

TEST(Recorder, MakesAScenarioThatSaysTheSameAgain) {
    std::string answers;
    const auto recording = recorded("", answers);

    ScenarioStage replay{recording};
    replay.account->deliver({"Subject: another mailbox\r\n\r\n", {}, {}, {domain::inbox}});
    replay.ask(1, "a LOGIN me@gmail.com secret\r\n");

    EXPECT_EQ(replay.ask(1, session), answers);
    EXPECT_THAT(replay.engine.problems(replay.now), IsEmpty());
}

/// What a scenario does to the OAuth endpoint it does beside --record too.
TEST(Recorder, LeavesTheOauthEndpointToTheScenario) {
    ScenarioStage stage{"[[rule]]\non = { endpoint = \"oauth\", conn = 1 }\n"
                        "do = [{ tls = { certificate = \"expired\" } }, { down = \"1s\" }]\n"};
    Recorder recorder{stage.engine};
    Interceptor& seam = recorder;

    EXPECT_EQ(seam.on_http_accept({}, stage.now).certificate, CertificateKind::expired);
    EXPECT_EQ(seam.http_listening(stage.now), Listening::refused);
}

TEST(Recorder, TakesTheTagsOfWhoeverComes) {
    std::string answers;
    ScenarioStage replay{recorded("", answers)};
    replay.ask(1, "a LOGIN me@gmail.com secret\r\n");

    EXPECT_THAT(replay.ask(1, "zz9 SELECT INBOX\r\n"), HasSubstr("zz9 OK [READ-WRITE]"));
}

TEST(Recorder, KeepsBytesThatAreNoText) {
    std::string answers;
    const auto recording = recorded(
        "[[rule]]\non = { cmd = \"NOOP\" }\ndo = [{ raw_hex = \"2a204f4b20ff00e40d0a\" }, { "
        "apply_then = \"answer\" }]\n",
        answers
    );
    EXPECT_THAT(answers, HasSubstr("* OK \xFF"));

    ScenarioStage replay{recording};
    replay.ask(1, "a LOGIN me@gmail.com secret\r\n");
    EXPECT_EQ(replay.ask(1, session), answers);
}

TEST(Recorder, HoldsNoSecret) {
    std::string answers;
    EXPECT_THAT(recorded("", answers), Not(HasSubstr("secret")));
}

TEST(Recorder, MissesACommandThatDoesNotCome) {
    std::string answers;
    ScenarioStage replay{recorded("", answers)};
    replay.ask(1, "a LOGIN me@gmail.com secret\r\nb SELECT INBOX\r\n");

    EXPECT_THAT(replay.engine.problems(replay.now), Not(IsEmpty()));
}

} // namespace
} // namespace testserver
