#include "tests/adapters/client/server_lines.hpp"
#include "tests/adapters/client/store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using client_test::gmail_offers;
using client_test::plain_offers;
using ports::FailureKind;
using ports::FolderRole;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ImapMailStoreChanges : public client_test::StoreFixture {};

using namespace client_test;

// Folders.

TEST_F(ImapMailStoreChanges, FetchesTextsInASecondPassGroupedBySection) {
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 1:4 "} + with_structure)
        .says(
            std::string{"A4 OK\r\n"} + plain_line(1, one_part) + plain_line(2, two_parts) +
            plain_line(3, image) + plain_line(4, one_part) + "A5 OK\r\n"
        )
        .hears("A6 UID FETCH 1,4 (UID BODY.PEEK[1]<0.5>)\r\n"
               "A7 UID FETCH 2 (UID BODY.PEEK[2]<0.5>)\r\n")
        .says("* 4 FETCH (BODY[1]<0> \"four!\" UID 4)\r\n* 1 FETCH (UID 1 BODY[1]<0> \"one\")\r\n"
              "* 2 FETCH (UID 2 BODY[2]<0> NIL)\r\nA6 OK\r\nA7 OK\r\n");

    ASSERT_TRUE(fetch({.uids = {{1}, {2}, {3}, {4}}, .headers = false, .text = {5}}));

    EXPECT_THAT(received_uids(), ElementsAre(3, 4, 1, 2));
    EXPECT_EQ(received_[1].message.text->words, "text/plain: four!");
    EXPECT_FALSE(received_[1].message.text->complete);
    EXPECT_TRUE(received_[2].message.text->complete);
}

TEST_F(ImapMailStoreChanges, FetchesALongTextInPiecesAndGoesOnWhereACutLeftIt) {
    const std::string piece(65536, 'x');
    const std::string structure{with_structure};
    const auto literal = [](const std::string& bytes) {
        return "{" + std::to_string(bytes.size()) + "}\r\n" + bytes;
    };
    const ports::FetchRequest request{.uids = {{1}}, .headers = false, .text = {200'000}};
    open(plain_offers);
    server_.hears("A4 NOOP\r\nA5 UID FETCH 1 " + structure)
        .says("A4 OK\r\n" + plain_line(1, one_part) + "A5 OK\r\n")
        .hears("A6 UID FETCH 1 (UID BODY.PEEK[1]<0.65536>)\r\n")
        .says("* 1 FETCH (UID 1 BODY[1]<0> " + literal(piece) + ")\r\nA6 OK\r\n")
        .hears("A7 UID FETCH 1 (UID BODY.PEEK[1]<65536.65536>)\r\n")
        .says("* 1 FETCH (UID 1 BODY[1]<65536> {65536}\r\nxxx")
        .closes();
    ASSERT_FALSE(fetch(request));

    reconnect();
    open(plain_offers);
    server_.hears("A4 NOOP\r\nA5 UID FETCH 1 " + structure)
        .says("A4 OK\r\n" + plain_line(1, one_part) + "A5 OK\r\n")
        .hears("A6 UID FETCH 1 (UID BODY.PEEK[1]<65536.65536>)\r\n")
        .says("* 1 FETCH (UID 1 BODY[1]<65536> " + literal("the end") + ")\r\nA6 OK\r\n");
    ASSERT_TRUE(fetch(request));

    EXPECT_EQ(received_.at(0).message.text->words, "text/plain: " + piece + "the end");
    EXPECT_TRUE(received_.at(0).message.text->complete);
}

TEST_F(ImapMailStoreChanges, AServerThatRepeatsAPieceIsNotAskedForEver) {
    const std::string piece(65536, 'x');
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 1 "} + with_structure)
        .says("A4 OK\r\n" + plain_line(1, one_part) + "A5 OK\r\n")
        .hears("A6 UID FETCH 1 (UID BODY.PEEK[1]<0.65536>)\r\n")
        .says("* 1 FETCH (UID 1 BODY[1]<0> {65536}\r\n" + piece + ")\r\nA6 OK\r\n")
        .hears("A7 UID FETCH 1 (UID BODY.PEEK[1]<65536.4464>)\r\n")
        .says("* 1 FETCH (UID 1 BODY[1]<0> {65536}\r\n" + piece + ")\r\nA7 OK\r\n")
        .hears(std::string{"A8 UID FETCH 1 "} + with_structure)
        .says(plain_line(1, one_part) + "A8 OK\r\n")
        .hears("A9 UID FETCH 1 (UID BODY.PEEK[1]<65536.4464>)\r\n")
        .says("A9 OK\r\n");

    ASSERT_TRUE(fetch({.uids = {{1}}, .headers = false, .text = {70'000}}));

    EXPECT_THAT(received_uids(), ElementsAre(1));
    EXPECT_FALSE(received_.at(0).message.text);
}

TEST_F(ImapMailStoreChanges, RetriesTogetherAndThenOneByOneWhatTheServerCouldNotDeliver) {
    open(plain_offers);
    const std::string items = plain_identity;
    server_.hears("A4 NOOP\r\nA5 UID FETCH 1:3 " + items)
        .says(
            std::string{"A4 OK\r\n"} + plain_line(2, "") +
            "A5 NO Some messages could not be FETCHed (Failure)\r\n"
        )
        .hears("A6 UID FETCH 1,3 " + items)
        .says("A6 NO Some messages could not be FETCHed (Failure)\r\n")
        .hears("A7 UID FETCH 3 " + items + "A8 UID FETCH 1 " + items)
        .says(plain_line(3, "") + "A7 OK\r\nA8 NO System Error (Failure)\r\n");

    ASSERT_TRUE(fetch(only({{1}, {2}, {3}})));

    EXPECT_THAT(received_uids(), ElementsAre(2, 3));
    EXPECT_THAT(reporter_.all<ports::Warning>(), SizeIs(1));
}

TEST_F(ImapMailStoreChanges, AsksWhichMessagesChangedAndThenWhatTheyHold) {
    open(gmail_offers);
    server_.hears("A4 NOOP\r\nA5 UID FETCH 1:* (UID MODSEQ) (CHANGEDSINCE 22000)\r\n")
        .says(
            std::string{"A4 OK\r\n"} +
            "* 7 FETCH (UID 7 MODSEQ (22001))\r\n* 1 FETCH (FLAGS ())\r\nA5 OK\r\n"
        )
        .hears(std::string{"A6 UID FETCH 7 "} + identity)
        .says(gmail_line(7, "Work") + "A6 OK\r\n");

    const auto changes = store_.fetch_changes(
        {22000},
        [this](ports::StoredMessage message) -> ports::Result<void> {
            received_.push_back(std::move(message));
            return {};
        },
        {}
    );

    ASSERT_TRUE(changes);
    EXPECT_THAT(received_uids(), ElementsAre(7));
}

// Changing.

TEST_F(ImapMailStoreChanges, WritesDeltasGroupedAndPipelinedAndReadsThemBack) {
    open(gmail_offers);
    server_
        .hears("A4 UID STORE 3 +X-GM-LABELS.SILENT (\"To do\" Work)\r\n"
               "A5 UID STORE 1:2 +X-GM-LABELS.SILENT (Work)\r\n"
               "A6 UID STORE 1 -X-GM-LABELS.SILENT (\\Inbox)\r\n")
        .says("A4 OK Success\r\nA5 OK Success\r\nA6 OK Success\r\n")
        .hears(std::string{"A7 UID FETCH 1:3 "} + identity)
        .says(gmail_line(1, "Work") + gmail_line(3, "Work \"To do\"") + "A7 OK Success\r\n")
        .hears(std::string{"A8 UID FETCH 2 "} + identity)
        .says("A8 OK Success\r\n");

    ASSERT_TRUE(change({
        {{"gm:101"}, {1}, {{"Work"}}, {domain::inbox}},
        {{"gm:102"}, {2}, {{"Work"}}, {}},
        {{"gm:103"}, {3}, {{"Work"}, {"To do"}}, {}},
    }));

    ASSERT_THAT(observed_, SizeIs(3));
    EXPECT_EQ(observed_[0].labels, (domain::LabelSet{{"Work"}}));
    EXPECT_EQ(observed_[2].uid.value, 2);
    EXPECT_EQ(observed_[2].labels, std::nullopt) << "it has vanished";
}

TEST_F(ImapMailStoreChanges, WritesKeywordsElsewhere) {
    open(plain_offers);
    server_.hears("A4 UID STORE 1 +FLAGS.SILENT (To=20do \\Flagged)\r\n")
        .says("A4 OK\r\n")
        .hears(std::string{"A5 UID FETCH 1 "} + plain_identity)
        .says("* 1 FETCH (UID 1 FLAGS (\\Flagged To=20do) RFC822.SIZE 1 "
              "INTERNALDATE \"05-Jan-2026 12:00:00 +0000\")\r\nA5 OK\r\n");

    ASSERT_TRUE(change({{{"uid:11.1"}, {1}, {{"To do"}, domain::starred}, {}}}));

    EXPECT_EQ(observed_.at(0).labels, (domain::LabelSet{{"To do"}, domain::starred}));
}

TEST_F(ImapMailStoreChanges, SaysNothingWhenALabelCannotBeChangedHere) {
    open(plain_offers);

    EXPECT_EQ(
        change({{{"uid:11.1"}, {1}, {}, {domain::inbox}}}).error().kind, FailureKind::bad_input
    );
    EXPECT_EQ(
        change({{{"uid:11.1"}, {1}, {domain::trash}, {}}}).error().kind, FailureKind::bad_input
    );
}

TEST_F(ImapMailStoreChanges, ARefusedLabelIsAWarningAndTheRestGoesOn) {
    open(gmail_offers);
    server_
        .hears("A4 UID STORE 1 +X-GM-LABELS.SILENT (TODO)\r\n"
               "A5 UID STORE 2 +X-GM-LABELS.SILENT (Work)\r\n")
        .says("A4 BAD Invalid Arguments: Label name is not allowed: TODO\r\nA5 OK Success\r\n")
        .hears(std::string{"A6 UID FETCH 1:2 "} + identity)
        .says(gmail_line(1, "") + gmail_line(2, "Work") + "A6 OK Success\r\n");

    ASSERT_TRUE(change({{{"gm:101"}, {1}, {{"TODO"}}, {}}, {{"gm:102"}, {2}, {{"Work"}}, {}}}));

    EXPECT_THAT(observed_.at(0).labels.value(), IsEmpty());
    ASSERT_THAT(reporter_.all<ports::Warning>(), SizeIs(1));
    EXPECT_THAT(reporter_.all<ports::Warning>()[0].sentence, HasSubstr("TODO"));
}

TEST_F(ImapMailStoreChanges, SlowsDownWhenTheServerThrottles) {
    open(plain_offers);
    server_.hears("A4 UID STORE 1 +FLAGS.SILENT (Work)\r\n")
        .says("A4 OK Success [THROTTLED]\r\n")
        .hears(std::string{"A5 UID FETCH 1 "} + plain_identity)
        .says(plain_line(1, "") + "A5 OK\r\n");
    const auto before = clock_.monotonic();

    ASSERT_TRUE(change({{{"uid:11.1"}, {1}, {{"Work"}}, {}}}));

    EXPECT_EQ(clock_.monotonic() - before, std::chrono::milliseconds{50});
}

TEST_F(ImapMailStoreChanges, MakesLabelsThatDoNotExistParentsFirst) {
    expect_login(gmail_offers);
    server_.hears("A3 LIST \"\" \"*\" RETURN (SPECIAL-USE)\r\n")
        .says("* LIST () \"/\" Travel\r\nA3 OK Success\r\n")
        .hears("A4 CREATE travel/2026\r\n")
        .says("A4 OK Success\r\n")
        .hears("A5 CREATE travel/2026/Rome\r\n")
        .says("A5 NO [ALREADYEXISTS] Duplicate folder name Travel/2026/Rome (Failure)\r\n");

    EXPECT_TRUE(store_.create_labels(std::vector<domain::Label>{{"travel/2026/Rome"}}, {}));
}

// Endings.

TEST_F(ImapMailStoreChanges, AByeEndsTheCallWithItsWords) {
    open(gmail_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7:8 "} + identity)
        .says(
            std::string{"A4 OK\r\n"} + gmail_line(7, "") +
            "* BYE Session expired, please login again.\r\n"
        )
        .closes();

    const auto fetched = fetch(only({{7}, {8}}));

    EXPECT_EQ(fetched.error().kind, FailureKind::server_bye);
    EXPECT_THAT(fetched.error().sentence, HasSubstr("Session expired"));
    EXPECT_THAT(received_uids(), ElementsAre(7)) << "what came before it counts";
    EXPECT_EQ(store_.uids({}).error().kind, FailureKind::server_bye) << "and it stays the cause";
}

TEST_F(ImapMailStoreChanges, ACutEndsTheCall) {
    open(gmail_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + identity)
        .says(std::string{"A4 OK\r\n"} + "* 7 FETCH (UID 7 X-GM")
        .closes();

    EXPECT_EQ(fetch(only({{7}})).error().kind, FailureKind::connection_lost);
}

TEST_F(ImapMailStoreChanges, SilenceEndsTheCallAtItsDeadline) {
    open(gmail_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + identity);
    const auto before = clock_.monotonic();

    EXPECT_EQ(fetch(only({{7}})).error().kind, FailureKind::timed_out);
    EXPECT_EQ(clock_.monotonic() - before, imap::client::Deadlines{}.first_byte);
}

TEST_F(ImapMailStoreChanges, AStopEndsTheCallAndLeavesPolitely) {
    open(gmail_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + identity)
        .then([this] { stop_.request_stop(); })
        .hears("A6 LOGOUT\r\n")
        .says(
            std::string{"A4 OK\r\n"} +
            "A5 OK Success\r\n* BYE LOGOUT Requested\r\nA6 OK 73 good day (Success)\r\n"
        );

    EXPECT_EQ(fetch(only({{7}})).error().kind, FailureKind::interrupted);
    EXPECT_TRUE(store_.close());
}

TEST_F(ImapMailStoreChanges, LeavesTheFolderAndThenTheServer) {
    open(gmail_offers);
    server_.hears("A4 UNSELECT\r\nA5 LOGOUT\r\n")
        .says("A4 OK Success\r\n* BYE LOGOUT Requested\r\nA5 OK 73 good day (Success)\r\n");

    EXPECT_TRUE(store_.close());
}

TEST_F(ImapMailStoreChanges, DoesNotWaitLongForAGoodbye) {
    open(gmail_offers);
    server_.hears("A4 UNSELECT\r\nA5 LOGOUT\r\n");
    const auto before = clock_.monotonic();

    EXPECT_TRUE(store_.close());

    EXPECT_EQ(clock_.monotonic() - before, imap::client::Deadlines{}.goodbye);
}

} // namespace
