#include "tests/adapters/session/transcript.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using namespace session_test;
using namespace imap::session;
using imap::wire::client::Verb;
using testing::Contains;
using testing::ElementsAre;
namespace say = imap::wire::client;

say::Authenticate authenticate(const std::string& mechanism) {
    return {mechanism, imap::wire::SecretText{"cHJvb2Y="}};
}

TEST(Session, SaysNothingBeforeTheGreeting) {
    Talker talker;
    talker.submit(plain(Verb::capability));

    EXPECT_EQ(talker.say(), "");
    EXPECT_EQ(talker.session.awaited(), Awaited::greeting);
}

TEST(Session, LogsInWithTheProofInTheFirstLine) {
    logged_in().check();
    logged_in().survives_everything();
}

TEST(Session, SendsTheProofWhenAskedWhereTheServerHasNoSaslIr) {
    Transcript transcript;
    transcript.server("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n")
        .event("greeted: ready")
        .submits(authenticate("PLAIN"))
        .client("A1 AUTHENTICATE PLAIN\r\n")
        .server("+ \r\n")
        .client("cHJvb2Y=\r\n")
        .server("A1 OK in\r\n")
        .event("A1 completed OK");

    transcript.check();
    transcript.survives_everything();
}

struct Refusal {
    std::string mechanism;
    std::string answer;
};

class Challenge : public testing::TestWithParam<Refusal> {};

// RFC 7628 3.2.3, Google's XOAUTH2 page, RFC 3501 6.2.2: without this line no answer ever comes.
TEST_P(Challenge, AfterTheProofIsAnsweredSoThatTheTaggedTextCanCome) {
    const auto& [mechanism, answer] = GetParam();
    Transcript transcript;
    transcript.server("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=" + mechanism + "] ready\r\n")
        .event("greeted: ready")
        .submits(authenticate(mechanism))
        .client("A1 AUTHENTICATE " + mechanism + " cHJvb2Y=\r\n")
        .server("+ eyJzdGF0dXMiOiI0MDAifQ==\r\n")
        .client(answer + "\r\n")
        .server("A1 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n")
        .event("A1 completed NO");

    transcript.check();
    transcript.survives_everything();
}

INSTANTIATE_TEST_SUITE_P(
    Session,
    Challenge,
    testing::Values(Refusal{"XOAUTH2", ""}, Refusal{"OAUTHBEARER", "AQ=="}, Refusal{"PLAIN", "*"}),
    [](const auto& each) { return each.param.mechanism; }
);

TEST(Session, GivesUpOnAServerThatChallengesOnAndOn) {
    Talker talker;
    talker.hear("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready\r\n");
    talker.submit(authenticate("XOAUTH2"));
    talker.say();

    for (int i = 0; i < 10; ++i) {
        talker.hear("+ again\r\n");
    }

    EXPECT_THAT(talker.events(), ElementsAre("greeted: ready", "fatal"));
}

TEST(Session, ForgetsTheCapabilitiesOfBeforeTheLogin) {
    Talker talker;
    talker.hear("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
    talker.submit(authenticate("PLAIN"));
    talker.say();
    talker.hear("A1 OK in\r\n");

    EXPECT_FALSE(talker.session.capabilities().known());
    EXPECT_FALSE(talker.session.capabilities().has("SASL-IR"));
}

TEST(Session, ReplacesCapabilitiesByTheNewOnes) {
    Talker talker;
    talker.hear("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n");
    talker.submit(authenticate("PLAIN"));
    talker.say();
    talker.hear("A1 OK [CAPABILITY IMAP4rev1 x-gm-ext-1] in\r\n");

    EXPECT_TRUE(talker.session.capabilities().has("X-GM-EXT-1"));
    EXPECT_FALSE(talker.session.capabilities().has("AUTH=PLAIN"));
}

struct BadGreeting {
    std::string name;
    std::string line;
};

class Greetings : public testing::TestWithParam<BadGreeting> {};

TEST_P(Greetings, ThatAreNoneEndTheTrust) {
    Talker talker;
    talker.submit(plain(Verb::capability));

    talker.hear(GetParam().line + "\r\n* OK ready\r\n");

    EXPECT_THAT(talker.events(), ElementsAre("fatal"));
    EXPECT_EQ(talker.say(), "");
}

INSTANTIATE_TEST_SUITE_P(
    Session,
    Greetings,
    testing::Values(
        BadGreeting{"No", "* NO go away"},
        BadGreeting{"Bad", "* BAD what"},
        BadGreeting{"Tagged", "A1 OK ready"},
        BadGreeting{"Empty", ""},
        BadGreeting{"Data", "* 3 EXISTS"},
        BadGreeting{"Smtp", "220 mail.example.org ESMTP"},
        BadGreeting{"Pop3", "+OK POP3 ready"}
    ),
    [](const auto& each) { return each.param.name; }
);

TEST(Session, AByeInsteadOfTheGreetingIsABye) {
    Talker talker;

    talker.hear("* BYE [UNAVAILABLE] later\r\n");

    EXPECT_THAT(talker.events(), ElementsAre("bye: later"));
}

TEST(Session, PipelinesQueriesAndMatchesAnswersByTag) {
    Transcript transcript = selected();
    transcript.submits(fetch_flags(1, 1))
        .submits(fetch_flags(2, 2))
        .client("A3 UID FETCH 1 (UID FLAGS)\r\nA4 UID FETCH 2 (UID FLAGS)\r\n")
        .server("* 2 FETCH (UID 2 FLAGS ())\r\nA4 OK done\r\n")
        .event("data FETCH")
        .event("A4 completed OK")
        .server("* 1 FETCH (UID 1 FLAGS ())\r\nA3 OK done\r\n")
        .event("data FETCH")
        .event("A3 completed OK");

    transcript.check();
    transcript.survives_everything();
}

TEST(Session, HoldsLaterCommandsBehindASelect) {
    Transcript transcript = logged_in();
    transcript.submits(say::Select{"INBOX", false})
        .submits(fetch_flags(1, 1))
        .client("A2 SELECT INBOX\r\n")
        .client("")
        .server("A2 OK selected\r\n")
        .event("A2 completed OK")
        .client("A3 UID FETCH 1 (UID FLAGS)\r\n");

    transcript.check();
    transcript.survives_everything();
}

TEST(Session, HoldsASelectUntilEarlierCommandsAreAnswered) {
    Transcript transcript = selected();
    transcript.submits(fetch_flags(1, 1))
        .submits(say::Select{"Work", false})
        .client("A3 UID FETCH 1 (UID FLAGS)\r\n")
        .server("A3 OK done\r\n")
        .event("A3 completed OK")
        .client("A4 SELECT Work\r\n");

    transcript.check();
}

TEST(Session, AFailedSelectDeselects) {
    Talker talker;
    selected().check();
    talker.hear("* PREAUTH ready\r\n");
    talker.submit(say::Select{"INBOX", false});
    talker.say();
    talker.hear("A1 OK selected\r\n");
    ASSERT_EQ(talker.session.state(), State::selected);

    talker.submit(say::Select{"Gone", false});
    talker.say();
    talker.hear("A2 NO [NONEXISTENT] Unknown Mailbox: Gone (Failure)\r\n");

    EXPECT_EQ(talker.session.state(), State::authenticated);
}

TEST(Session, TakesUnsolicitedDataAtAnyMoment) {
    Transcript transcript = selected();
    transcript.server("* 4 EXISTS\r\n* 2 EXPUNGE\r\n* 1 FETCH (FLAGS (\\Seen))\r\n* XNEW thing\r\n")
        .event("data EXISTS")
        .event("data EXPUNGE")
        .event("data FETCH")
        .event("data unknown");

    transcript.check();
}

} // namespace
