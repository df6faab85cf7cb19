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

TEST(Session, WaitsForPermissionToSendALongLiteral) {
    const std::string name(5000, 'x');
    Transcript transcript = selected("IMAP4rev1");
    transcript.submits(add_label(7, "caf\xc3\xa9"))
        .submits(fetch_flags(1, 1))
        .client("A3 UID STORE 7 +X-GM-LABELS.SILENT ({5}\r\n")
        .client("")
        .server("+ go ahead\r\n")
        .client("caf\xc3\xa9)\r\nA4 UID FETCH 1 (UID FLAGS)\r\n");
    // How a label is written is the writer's decision; what counts here is the waiting.
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

TEST(Session, ReadsTheSameInAnyPieces) {
    const std::string stream =
        "* OK [CAPABILITY IMAP4rev1] ready\r\n"
        "* 1 FETCH (UID 1 BODY[1] {13}\r\nA1 OK not yet)\r\n* BYE enough\r\n";
    Talker whole;
    whole.hear(stream);
    const auto expected = whole.events();

    Talker bytewise;
    for (const char byte : stream) {
        bytewise.hear({&byte, 1});
    }

    EXPECT_EQ(bytewise.events(), expected);
    EXPECT_THAT(expected, ElementsAre("greeted: ready", "data FETCH", "bye: enough"));
}

TEST(Session, IdlesUntilItIsEnded) {
    Transcript transcript = selected("IMAP4rev1 IDLE");
    transcript.submits(plain(Verb::idle))
        .client("A3 IDLE\r\n")
        .server("+ idling\r\n")
        .event("A3 idling")
        .server("* 4 EXISTS\r\n")
        .event("data EXISTS")
        .does([](Session& session) { session.end_idle(); })
        .client("DONE\r\n")
        .server("* 5 EXISTS\r\nA3 OK IDLE terminated (Success)\r\n")
        .event("data EXISTS")
        .event("A3 completed OK");

    transcript.check();
    transcript.survives_everything();
}

TEST(Session, SendsDoneOnlyWhenIdleHasBegun) {
    Transcript transcript = selected("IMAP4rev1 IDLE");
    transcript.submits(plain(Verb::idle))
        .client("A3 IDLE\r\n")
        .does([](Session& session) { session.end_idle(); })
        .client("")
        .server("+ idling\r\n")
        .event("A3 idling")
        .client("DONE\r\n");

    transcript.check();
}

TEST(Session, ToleratesAnIdleThatTheServerEnds) {
    Transcript transcript = selected("IMAP4rev1 IDLE");
    transcript.submits(plain(Verb::idle))
        .client("A3 IDLE\r\n")
        .server("+ idling\r\nA3 OK restarting\r\n")
        .event("A3 idling")
        .event("A3 completed OK")
        .submits(plain(Verb::noop))
        .client("A4 NOOP\r\n");

    transcript.check();
}

TEST(Session, LeavesPolitely) {
    Transcript transcript = selected();
    transcript.submits(plain(Verb::unselect))
        .submits(plain(Verb::logout))
        .client("A3 UNSELECT\r\nA4 LOGOUT\r\n")
        .server("A3 OK Success\r\n* BYE LOGOUT Requested\r\nA4 OK 73 good day (Success)\r\n")
        .event("A3 completed OK")
        .event("good-bye: LOGOUT Requested")
        .event("A4 completed OK");

    transcript.check();
    transcript.survives_everything();
}

TEST(Session, TellsTheFateOfEachCommandWhenTheConnectionIsLost) {
    Talker talker;
    talker.hear("* PREAUTH ready\r\n");
    talker.submit(fetch_flags(1, 1));
    talker.submit(add_label(1, "Work"));
    talker.say();
    talker.submit(add_label(2, "Work"));
    talker.events();

    talker.lose();

    EXPECT_THAT(
        talker.events(),
        ElementsAre(
            "A1 abandoned: safe to resend",
            "A2 abandoned: outcome unknown",
            "A3 abandoned: never sent"
        )
    );
    EXPECT_EQ(talker.session.state(), State::closed);
}

TEST(Session, ACommandWhoseEndNeverLeftWasNeverSent) {
    Talker talker;
    talker.hear("* PREAUTH ready\r\n");
    talker.submit(add_label(1, "Work"));
    talker.submit(add_label(2, "Work"));
    talker.say();
    talker.events();

    talker.lose(1);

    EXPECT_THAT(
        talker.events(), ElementsAre("A1 abandoned: outcome unknown", "A2 abandoned: never sent")
    );
}

TEST(Session, WholeResponsesBeforeTheEndStillCount) {
    Talker talker;
    talker.hear("* PREAUTH ready\r\n");
    talker.submit(add_label(1, "Work"));
    talker.say();
    talker.events();

    talker.session.receive("A1 OK Success\r\n* BYE System Err");
    talker.lose();

    EXPECT_THAT(talker.events(), ElementsAre("A1 completed OK"));
}

TEST(Session, AnAnswerCutInTheLineIsNoAnswer) {
    Talker talker;
    talker.hear("* PREAUTH ready\r\n");
    talker.submit(add_label(1, "Work"));
    talker.say();
    talker.events();

    talker.hear("A1 OK Success");
    talker.lose();

    EXPECT_THAT(talker.events(), ElementsAre("A1 abandoned: outcome unknown"));
}

TEST(Session, AForgottenCommandKeepsItsTagUntilItsAnswerCame) {
    Talker talker;
    talker.hear("* PREAUTH ready\r\n");
    const Ticket ticket = talker.submit(fetch_flags(1, 1));
    talker.say();
    talker.events();

    talker.session.forget(ticket);
    talker.hear("A1 OK late\r\n");

    EXPECT_THAT(talker.events(), testing::IsEmpty());
    EXPECT_EQ(talker.session.pending(), 0);
}

TEST(Session, WithdrawsOnlyWhatWasNotSent) {
    Talker talker;
    talker.hear("* PREAUTH ready\r\n");
    talker.submit(say::Select{"INBOX", false});
    talker.submit(fetch_flags(1, 1));
    talker.say();
    talker.events();

    talker.session.withdraw_unsent();
    talker.hear("A1 OK selected\r\n");

    EXPECT_THAT(talker.events(), ElementsAre("A2 abandoned: never sent", "A1 completed OK"));
}

TEST(Session, AWrongTagEndsTheTrust) {
    Talker talker;
    talker.hear("* PREAUTH ready\r\n");
    talker.submit(fetch_flags(1, 1));
    talker.say();
    talker.events();

    talker.hear("a1 OK in another case\r\nA1 OK too late\r\n");

    EXPECT_THAT(talker.events(), ElementsAre("fatal"));
}

TEST(Session, AnUnreadableLineCostsItselfAlone) {
    Talker talker;
    talker.hear("* PREAUTH ready\r\n");
    talker.submit(fetch_flags(1, 1));
    talker.say();
    talker.events();

    talker.hear("* 1 FETCH (UID (((\r\n* 2 FETCH (UID 2)\r\nA1 OK done\r\n");

    EXPECT_THAT(talker.events(), ElementsAre("fault", "data FETCH", "A1 completed OK"));
}

TEST(Session, EndlessNonsenseEndsTheTrust) {
    Talker talker;
    talker.hear("* PREAUTH ready\r\n");

    for (int i = 0; i < 1000; ++i) {
        talker.hear("* (((\r\n");
    }

    EXPECT_THAT(talker.events(), Contains("fatal").Times(1));
}

TEST(Session, RefusesWhatCannotBeSaid) {
    Talker talker;
    talker.hear("* PREAUTH ready\r\n");

    EXPECT_FALSE(talker.session.submit(say::Select{"evil\r\nA9 DELETE INBOX", false}));
    EXPECT_FALSE(talker.session.submit(add_label(1, "\\Trash")));
    EXPECT_EQ(talker.say(), "");
}

TEST(Session, HidesTheProofInItsTrace) {
    Session session;
    session.receive("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
    while (session.next_event()) {
    }
    ASSERT_TRUE(session.submit(authenticate("PLAIN")));
    ASSERT_NE(session.output().find("cHJvb2Y="), std::string::npos);

    const auto sent = session.next_event();

    ASSERT_TRUE(sent);
    EXPECT_EQ(describe(*sent).find("cHJvb2Y="), std::string::npos);
}

} // namespace
