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

class ImapMailStore : public client_test::StoreFixture {};

constexpr auto identity = "(UID FLAGS INTERNALDATE RFC822.SIZE MODSEQ X-GM-MSGID X-GM-THRID "
                          "X-GM-LABELS)\r\n";
constexpr auto plain_identity = "(UID FLAGS INTERNALDATE RFC822.SIZE)\r\n";

std::string gmail_line(std::uint32_t uid, const std::string& labels) {
    const std::string number = std::to_string(uid);
    return "* " + number + " FETCH (X-GM-THRID 5 X-GM-MSGID 10" + number + " X-GM-LABELS (" +
           labels + ") UID " + number +
           " RFC822.SIZE 100 MODSEQ (7) INTERNALDATE \"05-Jan-2026 12:00:00 +0000\" "
           "FLAGS (\\Seen))\r\n";
}

// Folders.

TEST_F(ImapMailStore, KnowsFoldersByTheirAttributes) {
    expect_login(gmail_offers);
    server_.hears("A3 LIST \"\" \"*\" RETURN (SPECIAL-USE)\r\n")
        .says("* LIST (\\HasNoChildren) \"/\" \"INBOX\"\r\n"
              "* LIST (\\HasChildren \\Noselect) \"/\" \"[Google Mail]\"\r\n"
              "* LIST (\\All \\HasNoChildren) \"/\" \"[Google Mail]/Alle Nachrichten\"\r\n"
              "* LIST (\\HasNoChildren) \"/\" \"Entw&APw-rfe\"\r\nA3 OK Success\r\n");

    const auto folders = store_.folders({}).value();

    ASSERT_EQ(folders.size(), 4);
    EXPECT_EQ(folders[0].role, FolderRole::inbox);
    EXPECT_FALSE(folders[1].selectable);
    EXPECT_EQ(folders[2].role, FolderRole::all);
    EXPECT_EQ(folders[3].name, "Entwürfe");
}

TEST_F(ImapMailStore, OpensAFolderWithTheStateThatTheServerTells) {
    open(gmail_offers);

    EXPECT_TRUE(store_.traits().can_label);
}

TEST_F(ImapMailStore, OpensForReadingWithoutTheChanceToChangeAnything) {
    open(gmail_offers, ports::Access::read);

    EXPECT_FALSE(store_.traits().can_label);
    EXPECT_EQ(change({{{"gm:1"}, {1}, {{"Work"}}, {}}}).error().kind, FailureKind::refused);
}

TEST_F(ImapMailStore, TellsAFolderThatIsNotThere) {
    expect_login(gmail_offers);
    server_.hears("A3 SELECT Gone (CONDSTORE)\r\n")
        .says("A3 NO [NONEXISTENT] Unknown Mailbox: Gone (Failure)\r\n");

    const auto state = store_.open("Gone", ports::Access::write, {});

    EXPECT_EQ(state.error().kind, FailureKind::refused);
    EXPECT_THAT(state.error().sentence, HasSubstr("Unknown Mailbox: Gone"));
}

TEST_F(ImapMailStore, ListsUidsFromAnExtendedSearch) {
    open(gmail_offers);
    server_.hears("A4 NOOP\r\nA5 UID SEARCH RETURN (ALL) ALL\r\n")
        .says(
            std::string{"A4 OK\r\n"} +
            "* ESEARCH (TAG \"A5\") UID ALL 5,1:3\r\nA5 OK SEARCH completed (Success)\r\n"
        );

    EXPECT_EQ(store_.uids({}).value(), (std::vector<ports::Uid>{{1}, {2}, {3}, {5}}));
}

TEST_F(ImapMailStore, ListsUidsFromAPlainSearch) {
    open(plain_offers);
    server_.hears("A4 NOOP\r\nA5 UID SEARCH ALL\r\n")
        .says(std::string{"A4 OK\r\n"} + "* SEARCH 5 2 9\r\nA5 OK done\r\n");

    EXPECT_EQ(store_.uids({}).value(), (std::vector<ports::Uid>{{2}, {5}, {9}}));
}

TEST_F(ImapMailStore, RefusesASearchThatWouldFillTheMemory) {
    open(gmail_offers);
    server_.hears("A4 NOOP\r\nA5 UID SEARCH RETURN (ALL) ALL\r\n")
        .says(
            std::string{"A4 OK\r\n"} +
            "* ESEARCH (TAG \"A5\") UID ALL 1:4294967294\r\nA5 OK done\r\n"
        );

    EXPECT_EQ(store_.uids({}).error().kind, FailureKind::protocol);
}

// Fetching.

TEST_F(ImapMailStore, ReadsGmailsIdentityAndLabels) {
    open(gmail_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + identity)
        .says(
            std::string{"A4 OK\r\n"} + gmail_line(7, R"x("\\Inbox" "\\Starred" "()" &AUE-abel)x") +
            "A5 OK Success\r\n"
        );

    ASSERT_TRUE(fetch(only({{7}})));

    ASSERT_THAT(received_, SizeIs(1));
    const auto& message = received_[0].message;
    EXPECT_EQ(message.id.value, "gm:107");
    EXPECT_EQ(message.thread.value, "gm:5");
    EXPECT_EQ(
        message.labels, (domain::LabelSet{domain::inbox, domain::starred, {"()"}, {"Łabel"}})
    );
    EXPECT_EQ(message.received.time_since_epoch().count(), 1'767'614'400);
    EXPECT_TRUE(message.flags.seen);
    EXPECT_EQ(received_[0].modseq.value, 7);
}

TEST_F(ImapMailStore, ReadsKeywordsAsLabelsElsewhere) {
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + plain_identity)
        .says(
            std::string{"A4 OK\r\n"} +
            "* 1 FETCH (UID 7 FLAGS (\\Flagged \\Answered Work To=20do $MDNSent) "
            "RFC822.SIZE 1 INTERNALDATE \"05-Jan-2026 12:00:00 +0000\")\r\nA5 OK\r\n"
        );

    ASSERT_TRUE(fetch(only({{7}})));

    ASSERT_THAT(received_, SizeIs(1));
    EXPECT_EQ(received_[0].message.id.value, "uid:11.7");
    EXPECT_EQ(
        received_[0].message.labels, (domain::LabelSet{domain::starred, {"Work"}, {"To do"}})
    );
}

TEST_F(ImapMailStore, UsesEmailIdsWhereTheServerHasThem) {
    open(std::string{plain_offers} + " OBJECTID");
    server_
        .hears("A4 NOOP\r\nA5 UID FETCH 7 (UID FLAGS INTERNALDATE RFC822.SIZE EMAILID THREADID)\r\n"
        )
        .says(
            std::string{"A4 OK\r\n"} +
            "* 1 FETCH (UID 7 FLAGS () RFC822.SIZE 1 EMAILID (M6d99) THREADID (T64b4) "
            "INTERNALDATE \"05-Jan-2026 12:00:00 +0000\")\r\nA5 OK\r\n"
        );

    ASSERT_TRUE(fetch(only({{7}})));

    EXPECT_EQ(received_.at(0).message.id.value, "em:M6d99");
    EXPECT_EQ(received_.at(0).message.thread.value, "em:T64b4");
}

TEST_F(ImapMailStore, LeavesOutWhatHasVanishedAndWhatNobodyAskedFor) {
    open(gmail_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7:8 "} + identity)
        .says(
            std::string{"A4 OK\r\n"} + "* 9 EXISTS\r\n* 2 EXPUNGE\r\n* 1 FETCH (FLAGS ())\r\n" +
            gmail_line(99, "") + gmail_line(7, "") +
            "* 1 FETCH (UID 7 FLAGS ())\r\nA5 OK Success\r\n"
        );

    ASSERT_TRUE(fetch(only({{7}, {8}})));

    EXPECT_THAT(received_uids(), ElementsAre(7));
}

TEST_F(ImapMailStore, MergesWhatComesInPieces) {
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + plain_identity)
        .says(
            std::string{"A4 OK\r\n"} + "* 1 FETCH (UID 7 FLAGS (Work))\r\n"
                                       "* 1 FETCH (UID 7 FLAGS (Work) RFC822.SIZE 1 "
                                       "INTERNALDATE \"05-Jan-2026 12:00:00 +0000\")\r\nA5 OK\r\n"
        );

    ASSERT_TRUE(fetch(only({{7}})));

    EXPECT_THAT(received_uids(), ElementsAre(7));
}

TEST_F(ImapMailStore, KeepsFourPagesInFlight) {
    open(plain_offers);
    ports::FetchRequest request;
    for (std::uint32_t uid = 1; uid <= 2600; ++uid) {
        request.uids.push_back({uid});
    }
    const std::string items = plain_identity;
    server_
        .hears(
            "A4 NOOP\r\nA5 UID FETCH 1:500 " + items + "A6 UID FETCH 501:1000 " + items +
            "A7 UID FETCH 1001:1500 " + items + "A8 UID FETCH 1501:2000 " + items
        )
        .says(std::string{"A4 OK\r\n"} + "A5 OK\r\nA6 OK\r\nA7 OK\r\nA8 OK\r\n")
        .hears("A9 UID FETCH 2001:2500 " + items + "A10 UID FETCH 2501:2600 " + items)
        .says("A9 OK\r\nA10 OK\r\n");

    EXPECT_TRUE(fetch(request));
}

constexpr auto with_headers = "(UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE "
                              "BODY.PEEK[HEADER]<0.131072>)\r\n";
constexpr auto with_structure = "(UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE)\r\n";

std::string plain_line(std::uint32_t uid, const std::string& more) {
    const std::string number = std::to_string(uid);
    return "* " + number + " FETCH (UID " + number +
           " FLAGS () RFC822.SIZE 100 INTERNALDATE \"05-Jan-2026 12:00:00 +0000\" " + more +
           ")\r\n";
}

constexpr auto one_part = R"(BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 100 1))";
constexpr auto two_parts =
    R"(BODYSTRUCTURE (("IMAGE" "PNG" NIL NIL NIL "BASE64" 9)("TEXT" "HTML" NIL NIL NIL "7BIT" 100 1) "MIXED"))";
constexpr auto image = R"(BODYSTRUCTURE ("IMAGE" "PNG" NIL NIL NIL "BASE64" 9))";

TEST_F(ImapMailStore, FetchesHeadersWithoutMarkingAsRead) {
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + with_headers)
        .says(
            std::string{"A4 OK\r\n"} +
            plain_line(7, std::string{one_part} + " BODY[HEADER]<0> {17}\r\nSubject: Hello\r\n\r\n")
                .erase(0, 0) +
            "A5 OK\r\n"
        );

    ASSERT_TRUE(fetch({.uids = {{7}}, .headers = true, .text = {}}));

    ASSERT_THAT(received_, SizeIs(1));
    EXPECT_EQ(received_[0].message.headers->subject, "Hello");
    EXPECT_EQ(received_[0].message.structure->parts.size(), 1);
}

TEST_F(ImapMailStore, FetchesTextsInASecondPassGroupedBySection) {
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

TEST_F(ImapMailStore, RetriesOneByOneWhatTheServerCouldNotDeliverTogether) {
    open(plain_offers);
    const std::string items = plain_identity;
    server_.hears("A4 NOOP\r\nA5 UID FETCH 1:3 " + items)
        .says(
            std::string{"A4 OK\r\n"} + plain_line(2, "") +
            "A5 NO Some messages could not be FETCHed (Failure)\r\n"
        )
        .hears("A6 UID FETCH 3 " + items + "A7 UID FETCH 1 " + items)
        .says(plain_line(3, "") + "A6 OK\r\nA7 NO System Error (Failure)\r\n");

    ASSERT_TRUE(fetch(only({{1}, {2}, {3}})));

    EXPECT_THAT(received_uids(), ElementsAre(2, 3));
    EXPECT_THAT(reporter_.all<ports::Warning>(), SizeIs(1));
}

TEST_F(ImapMailStore, AsksWhichMessagesChangedAndThenWhatTheyHold) {
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

TEST_F(ImapMailStore, WritesDeltasGroupedAndPipelinedAndReadsThemBack) {
    open(gmail_offers);
    server_
        .hears("A4 UID STORE 3 +X-GM-LABELS.SILENT (\"To do\" Work)\r\n"
               "A5 UID STORE 1:2 +X-GM-LABELS.SILENT (Work)\r\n"
               "A6 UID STORE 1 -X-GM-LABELS.SILENT (\\Inbox)\r\n")
        .says("A4 OK Success\r\nA5 OK Success\r\nA6 OK Success\r\n")
        .hears(std::string{"A7 UID FETCH 1:3 "} + identity)
        .says(gmail_line(1, "Work") + gmail_line(3, "Work \"To do\"") + "A7 OK Success\r\n");

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

TEST_F(ImapMailStore, WritesKeywordsElsewhere) {
    open(plain_offers);
    server_.hears("A4 UID STORE 1 +FLAGS.SILENT (To=20do \\Flagged)\r\n")
        .says("A4 OK\r\n")
        .hears(std::string{"A5 UID FETCH 1 "} + plain_identity)
        .says("* 1 FETCH (UID 1 FLAGS (\\Flagged To=20do) RFC822.SIZE 1 "
              "INTERNALDATE \"05-Jan-2026 12:00:00 +0000\")\r\nA5 OK\r\n");

    ASSERT_TRUE(change({{{"uid:11.1"}, {1}, {{"To do"}, domain::starred}, {}}}));

    EXPECT_EQ(observed_.at(0).labels, (domain::LabelSet{{"To do"}, domain::starred}));
}

TEST_F(ImapMailStore, SaysNothingWhenALabelCannotBeChangedHere) {
    open(plain_offers);

    EXPECT_EQ(
        change({{{"uid:11.1"}, {1}, {}, {domain::inbox}}}).error().kind, FailureKind::bad_input
    );
    EXPECT_EQ(
        change({{{"uid:11.1"}, {1}, {domain::trash}, {}}}).error().kind, FailureKind::bad_input
    );
}

TEST_F(ImapMailStore, ARefusedLabelIsAWarningAndTheRestGoesOn) {
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

TEST_F(ImapMailStore, SlowsDownWhenTheServerThrottles) {
    open(plain_offers);
    server_.hears("A4 UID STORE 1 +FLAGS.SILENT (Work)\r\n")
        .says("A4 OK Success [THROTTLED]\r\n")
        .hears(std::string{"A5 UID FETCH 1 "} + plain_identity)
        .says(plain_line(1, "") + "A5 OK\r\n");
    const auto before = clock_.monotonic();

    ASSERT_TRUE(change({{{"uid:11.1"}, {1}, {{"Work"}}, {}}}));

    EXPECT_EQ(clock_.monotonic() - before, std::chrono::milliseconds{50});
}

TEST_F(ImapMailStore, MakesLabelsThatDoNotExistParentsFirst) {
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

TEST_F(ImapMailStore, AByeEndsTheCallWithItsWords) {
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

TEST_F(ImapMailStore, ACutEndsTheCall) {
    open(gmail_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + identity)
        .says(std::string{"A4 OK\r\n"} + "* 7 FETCH (UID 7 X-GM")
        .closes();

    EXPECT_EQ(fetch(only({{7}})).error().kind, FailureKind::connection_lost);
}

TEST_F(ImapMailStore, SilenceEndsTheCallAtItsDeadline) {
    open(gmail_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + identity);
    const auto before = clock_.monotonic();

    EXPECT_EQ(fetch(only({{7}})).error().kind, FailureKind::timed_out);
    EXPECT_EQ(clock_.monotonic() - before, imap::client::Deadlines{}.first_byte);
}

TEST_F(ImapMailStore, AStopEndsTheCallAndLeavesPolitely) {
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

TEST_F(ImapMailStore, LeavesTheFolderAndThenTheServer) {
    open(gmail_offers);
    server_.hears("A4 UNSELECT\r\nA5 LOGOUT\r\n")
        .says("A4 OK Success\r\n* BYE LOGOUT Requested\r\nA5 OK 73 good day (Success)\r\n");

    EXPECT_TRUE(store_.close());
}

TEST_F(ImapMailStore, DoesNotWaitLongForAGoodbye) {
    open(gmail_offers);
    server_.hears("A4 UNSELECT\r\nA5 LOGOUT\r\n");
    const auto before = clock_.monotonic();

    EXPECT_TRUE(store_.close());

    EXPECT_EQ(clock_.monotonic() - before, imap::client::Deadlines{}.goodbye);
}

} // namespace
