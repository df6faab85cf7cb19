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
