#include "tests/adapters/client/store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using client_test::gmail_offers;
using ports::FailureKind;
using testing::HasSubstr;

class Login : public client_test::StoreFixture {
protected:
    ports::Failure failure() {
        const auto folders = store_.folders(stop_.get_token());
        return folders ? ports::Failure{FailureKind::internal, "no failure", {}, {}}
                       : folders.error();
    }

    client_test::ScriptedServer& greets_with(const std::string& capabilities) {
        return server_.says("* OK [CAPABILITY " + capabilities + "] ready\r\n");
    }
};

TEST_F(Login, AsksForCapabilitiesBeforeAndTakesThoseOfAfter) {
    expect_login(gmail_offers);

    ASSERT_TRUE(store_.connect({}));
    ASSERT_TRUE(store_.authenticate(ports::Freshness::cached, {}));

    EXPECT_TRUE(store_.traits().gmail);
    EXPECT_TRUE(store_.traits().has_modseq);
}

TEST_F(Login, AsksAgainWhereTheLoginDoesNotTell) {
    greets_with("IMAP4rev1 SASL-IR AUTH=PLAIN")
        .hears("A1 AUTHENTICATE PLAIN AGFAYgBwdw==\r\n")
        .says("A1 OK in\r\n")
        .hears("A2 CAPABILITY\r\n")
        .says("* CAPABILITY IMAP4rev1\r\nA2 OK done\r\n");

    ASSERT_TRUE(store_.connect({}));
    ASSERT_TRUE(store_.authenticate(ports::Freshness::cached, {}));

    EXPECT_FALSE(store_.traits().gmail);
}

TEST_F(Login, UsesTheLoginCommandWhereThereIsNoSaslPlain) {
    greets_with("IMAP4rev1 LITERAL+")
        .hears("A1 LOGIN a@b pw\r\n")
        .says("A1 OK [CAPABILITY IMAP4rev1] in\r\n");

    ASSERT_TRUE(store_.connect({}));
    EXPECT_TRUE(store_.authenticate(ports::Freshness::cached, {}));
}

TEST_F(Login, NeverFallsBackWhereTheServerForbidsIt) {
    greets_with("IMAP4rev1 LOGINDISABLED");

    EXPECT_EQ(failure().kind, FailureKind::login_refused);
}

TEST_F(Login, SaysWhoIsAskingAndCompressesWhereOffered) {
    greets_with("IMAP4rev1 SASL-IR AUTH=PLAIN")
        .hears("A1 AUTHENTICATE PLAIN AGFAYgBwdw==\r\n")
        .says("A1 OK [CAPABILITY IMAP4rev1 ID COMPRESS=DEFLATE] in\r\n")
        .hears("A2 COMPRESS DEFLATE\r\n")
        .says("A2 NO [COMPRESSIONACTIVE] not now\r\n")
        .hears("A3 ID (\"name\" \"gmail-classifier\" \"version\" \"0.1.0\")\r\n"
               "A4 LIST \"\" \"*\"\r\n")
        .says("* ID NIL\r\nA3 OK\r\n* LIST (\\HasNoChildren) \"/\" INBOX\r\nA4 OK done\r\n");

    EXPECT_TRUE(store_.folders({}));
}

TEST_F(Login, EnablesWhatIsOfferedAndReadsNamesAsTheyAre) {
    greets_with("IMAP4rev1 SASL-IR AUTH=PLAIN")
        .hears("A1 AUTHENTICATE PLAIN AGFAYgBwdw==\r\n")
        .says("A1 OK [CAPABILITY IMAP4rev1 ENABLE UTF8=ACCEPT CONDSTORE QRESYNC] in\r\n")
        .hears("A2 ENABLE CONDSTORE UTF8=ACCEPT\r\n")
        .says("* ENABLED UTF8=ACCEPT\r\nA2 OK Success\r\n")
        .hears("A3 LIST \"\" \"*\"\r\n")
        .says("* LIST (\\HasNoChildren) \"/\" \"Gr\xC3\xBC\xC3\x9F"
              "e\"\r\nA3 OK done\r\n");

    const auto folders = store_.folders({});

    ASSERT_TRUE(folders);
    EXPECT_EQ(folders->at(0).name, "Grüße");
}

TEST_F(Login, ReadsNamesInModifiedUtf7WhereEnableIsRefused) {
    greets_with("IMAP4rev1 SASL-IR AUTH=PLAIN")
        .hears("A1 AUTHENTICATE PLAIN AGFAYgBwdw==\r\n")
        .says("A1 OK [CAPABILITY IMAP4rev1 ENABLE UTF8=ACCEPT] in\r\n")
        .hears("A2 ENABLE UTF8=ACCEPT\r\n")
        .says("A2 BAD Could not parse command\r\n")
        .hears("A3 LIST \"\" \"*\"\r\n")
        .says("* LIST (\\HasNoChildren) \"/\" \"Gr&APwA3w-e\"\r\nA3 OK done\r\n");

    const auto folders = store_.folders({});

    ASSERT_TRUE(folders);
    EXPECT_EQ(folders->at(0).name, "Grüße");
}

TEST_F(Login, TellsARefusedCredential) {
    greets_with("IMAP4rev1 SASL-IR AUTH=PLAIN")
        .hears("A1 AUTHENTICATE PLAIN AGFAYgBwdw==\r\n")
        .says("A1 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n");

    EXPECT_EQ(failure().kind, FailureKind::credential_refused);
}

TEST_F(Login, ChoosesTheMechanismForATokenByWhatIsOffered) {
    proves_with({ports::Proof::access_token, "a@b", ports::Secret{"tok"}});
    greets_with("IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=OAUTHBEARER AUTH=XOAUTH2")
        .hears("A1 AUTHENTICATE XOAUTH2 dXNlcj1hQGIBYXV0aD1CZWFyZXIgdG9rAQE=\r\n")
        .says("A1 OK [CAPABILITY IMAP4rev1] in\r\n");

    ASSERT_TRUE(store_.connect({}));
    EXPECT_TRUE(store_.authenticate(ports::Freshness::cached, {}));
}

TEST_F(Login, ProvesATokenByTheStandardsMechanismWhereGmailsIsNotOffered) {
    proves_with({ports::Proof::access_token, "a@b", ports::Secret{"tok"}});
    greets_with("IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=OAUTHBEARER")
        .hears("A1 AUTHENTICATE OAUTHBEARER "
               "bixhPWFAYiwBaG9zdD1pbWFwLmV4YW1wbGUub3JnAXBvcnQ9OTkzAWF1dGg9QmVhcmVyIHRvawEB\r\n")
        .says("A1 OK [CAPABILITY IMAP4rev1] in\r\n");

    ASSERT_TRUE(store_.connect({}));
    EXPECT_TRUE(store_.authenticate(ports::Freshness::cached, {}));
}

TEST_F(Login, NeverSendsATokenAsAPassword) {
    proves_with({ports::Proof::access_token, "a@b", ports::Secret{"tok"}});
    greets_with("IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN");

    EXPECT_EQ(failure().kind, FailureKind::login_refused);
    EXPECT_THAT(failure().sentence, HasSubstr("OAUTHBEARER"));
}

TEST_F(Login, AnswersTheChallengeThatHidesTheCause) {
    proves_with({ports::Proof::access_token, "a@b", ports::Secret{"old"}});
    greets_with("IMAP4rev1 SASL-IR AUTH=XOAUTH2")
        .hears("A1 AUTHENTICATE XOAUTH2 dXNlcj1hQGIBYXV0aD1CZWFyZXIgb2xkAQE=\r\n")
        .says("+ eyJzdGF0dXMiOiI0MDAifQ==\r\n")
        .hears("\r\n")
        .says("A1 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n");

    EXPECT_EQ(failure().kind, FailureKind::credential_refused);
}

TEST_F(Login, DoesNotTakeTooManyConnectionsForARefusedCredential) {
    greets_with("IMAP4rev1 SASL-IR AUTH=PLAIN")
        .hears("A1 AUTHENTICATE PLAIN AGFAYgBwdw==\r\n")
        .says("A1 NO [ALERT] Too many simultaneous connections. (Failure)\r\n");

    EXPECT_EQ(failure().kind, FailureKind::throttled);
}

TEST_F(Login, DistrustsASessionThatIsOpenBeforeItSaidWhoItIs) {
    server_.says("* PREAUTH welcome\r\n");

    EXPECT_EQ(failure().kind, FailureKind::protocol);
}

TEST_F(Login, WaitsForTheGreetingNoLongerThanItsDeadline) {
    const auto before = clock_.monotonic();

    EXPECT_EQ(failure().kind, FailureKind::timed_out);
    EXPECT_EQ(clock_.monotonic() - before, imap::client::Deadlines{}.greeting);
}

TEST_F(Login, AConnectionClosedBeforeTheGreetingIsLost) {
    server_.closes(net::Ending::reset);

    EXPECT_EQ(failure().kind, FailureKind::connection_lost);
}

TEST_F(Login, AnotherProtocolOnThePortIsAProtocolError) {
    server_.says("220 mail.example.org ESMTP\r\n");

    EXPECT_EQ(failure().kind, FailureKind::protocol);
}

TEST_F(Login, ShowsNoSecretInAnyEvent) {
    expect_login(gmail_offers);
    ASSERT_TRUE(store_.connect({}));
    ASSERT_TRUE(store_.authenticate(ports::Freshness::cached, {}));

    for (const auto& trace : reporter_.all<ports::Trace>()) {
        EXPECT_THAT(trace.sentence, testing::Not(HasSubstr("AGFAYgBwdw")));
    }
}

} // namespace
