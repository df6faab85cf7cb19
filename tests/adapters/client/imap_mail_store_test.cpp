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

class ImapMailStore : public client_test::StoreFixture {};

using namespace client_test;

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

TEST_F(ImapMailStore, TakesAServersOwnTroubleForSomethingThatPasses) {
    expect_login(gmail_offers);
    server_.hears("A3 SELECT Work (CONDSTORE)\r\n").says("A3 NO System Error (Failure)\r\n");

    const auto state = store_.open("Work", ports::Access::write, {});

    EXPECT_TRUE(ports::reaction(state.error().kind).retry) << state.error().sentence;
    EXPECT_THAT(state.error().sentence, HasSubstr("System Error"));
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
        )
        .hears(std::string{"A6 UID FETCH 8 "} + identity)
        .says("A6 OK Success\r\n");

    ASSERT_TRUE(fetch(only({{7}, {8}})));

    EXPECT_THAT(received_uids(), ElementsAre(7));
}

TEST_F(ImapMailStore, AsksAgainForWhatAnOkDidNotMention) {
    open(gmail_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7:8 "} + identity)
        .says("A4 OK\r\nA5 OK Success\r\n")
        .hears(std::string{"A6 UID FETCH 7:8 "} + identity)
        .says(gmail_line(7, "") + gmail_line(8, "") + "A6 OK Success\r\n");

    ASSERT_TRUE(fetch(only({{7}, {8}})));

    EXPECT_THAT(received_uids(), ElementsAre(7, 8));
}

TEST_F(ImapMailStore, TrustsTheFolderWhereTheSearchLagsBehind) {
    open(gmail_offers);
    server_.hears("A4 NOOP\r\n")
        .says("* 2 EXISTS\r\nA4 OK\r\n")
        .hears("A5 UID SEARCH RETURN (ALL) ALL\r\n")
        .says("* ESEARCH (TAG \"A5\") UID ALL 7\r\nA5 OK\r\n")
        .hears("A6 UID FETCH 1:* (UID FLAGS)\r\n")
        .says("* 1 FETCH (UID 7 FLAGS ())\r\n* 2 FETCH (UID 8 FLAGS ())\r\nA6 OK\r\n");

    const auto uids = store_.uids({});

    ASSERT_TRUE(uids) << uids.error().sentence;
    EXPECT_THAT(*uids, ElementsAre(ports::Uid{7}, ports::Uid{8}));
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

std::string plain_lines(std::uint32_t from, std::uint32_t to) {
    std::string lines;
    for (std::uint32_t uid = from; uid <= to; ++uid) {
        lines += plain_line(uid, "");
    }
    return lines;
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
        .says(
            "A4 OK\r\n" + plain_lines(1, 500) + "A5 OK\r\n" + plain_lines(501, 1000) + "A6 OK\r\n" +
            plain_lines(1001, 1500) + "A7 OK\r\n" + plain_lines(1501, 2000) + "A8 OK\r\n"
        )
        .hears("A9 UID FETCH 2001:2500 " + items + "A10 UID FETCH 2501:2600 " + items)
        .says(plain_lines(2001, 2500) + "A9 OK\r\n" + plain_lines(2501, 2600) + "A10 OK\r\n");

    EXPECT_TRUE(fetch(request));
}

TEST_F(ImapMailStore, FetchesHeadersWithoutMarkingAsReadAndWithoutWhatNobodyReads) {
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + with_headers)
        .says(
            "A4 OK\r\n" +
            plain_line(
                7,
                std::string{one_part} + " BODY[HEADER.FIELDS.NOT (\"ARC-Seal\" X-RECEIVED)]<0> {18}"
                                        "\r\nSubject: Hello\r\n\r\n"
            ) +
            "A5 OK\r\n"
        );

    ASSERT_TRUE(fetch({.uids = {{7}}, .headers = true, .text = {}}));

    ASSERT_THAT(received_, SizeIs(1));
    EXPECT_EQ(received_[0].message.headers->subject, "Hello");
    EXPECT_EQ(received_[0].message.structure->parts.size(), 1);
}

TEST_F(ImapMailStore, TakesTheWholeHeaderWhereAServerGivesIt) {
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + with_headers)
        .says(
            "A4 OK\r\n" +
            plain_line(
                7, std::string{one_part} + " BODY[HEADER]<0> {18}\r\nSubject: Hello\r\n\r\n"
            ) +
            "A5 OK\r\n"
        );

    ASSERT_TRUE(fetch({.uids = {{7}}, .headers = true, .text = {}}));

    ASSERT_THAT(received_, SizeIs(1));
    EXPECT_EQ(received_[0].message.headers->subject, "Hello");
}

} // namespace
