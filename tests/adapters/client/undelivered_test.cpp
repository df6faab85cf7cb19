// Messages that the server cannot deliver: they are left out and told, everything else arrives.

#include "tests/adapters/client/healing_fixture.hpp"
#include "tests/adapters/client/server_lines.hpp"
#include "tests/adapters/client/store_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imap::client {
namespace {

using client_test::plain_identity;
using client_test::plain_line;
using client_test::plain_offers;
using ports::Result;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What was left out, as "UID: cause".
class Told {
public:
    [[nodiscard]] ports::FetchRequest of(std::vector<ports::Uid> uids) {
        ports::FetchRequest request;
        request.uids = std::move(uids);
        request.undelivered = [this](const ports::Undelivered& message) {
            causes.push_back(fmt::format("{}: {}", message.uid.value, message.cause));
            return Result<void>{};
        };
        return request;
    }

    std::vector<std::string> causes;
};

class AnsweredBadly : public client_test::StoreFixture {
protected:
    Told told;
};

TEST_F(AnsweredBadly, TellsOfTheOneThatIsRefusedEvenAlone) {
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7:8 "} + plain_identity)
        .says("A4 OK\r\nA5 NO Some messages could not be FETCHed (Failure)\r\n")
        .hears(std::string{"A6 UID FETCH 7:8 "} + plain_identity)
        .says("A6 NO Some messages could not be FETCHed (Failure)\r\n")
        .hears(std::string{"A7 UID FETCH 8 "} + plain_identity + "A8 UID FETCH 7 " + plain_identity)
        .says(plain_line(8, "") + "A7 OK\r\nA8 NO System Error (Failure)\r\n");

    ASSERT_TRUE(fetch(told.of({{7}, {8}})));

    EXPECT_THAT(received_uids(), ElementsAre(8));
    EXPECT_THAT(told.causes, ElementsAre("7: the server says \"System Error (Failure)\""));
}

TEST_F(AnsweredBadly, AsksForTheRestOfAPageTogether) {
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7:9 "} + plain_identity)
        .says("A4 OK\r\n" + plain_line(7, "") + "A5 NO Try again (Failure)\r\n")
        .hears(std::string{"A6 UID FETCH 8:9 "} + plain_identity)
        .says(plain_line(8, "") + plain_line(9, "") + "A6 OK\r\n");

    ASSERT_TRUE(fetch(told.of({{7}, {8}, {9}})));

    EXPECT_THAT(received_uids(), ElementsAre(7, 8, 9));
    EXPECT_THAT(told.causes, IsEmpty());
}

TEST_F(AnsweredBadly, TellsOfTheOneWhoseAnswerCannotBeReadEvenAlone) {
    const std::string garbage = "* 1 FETCH (UID 7 FLAGS ((((\r\n";
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7:9 "} + plain_identity)
        .says("A4 OK\r\n" + garbage + plain_line(8, "") + "A5 OK\r\n")
        .hears(std::string{"A6 UID FETCH 7,9 "} + plain_identity)
        .says(garbage + "A6 OK\r\n")
        .hears(std::string{"A7 UID FETCH 9 "} + plain_identity + "A8 UID FETCH 7 " + plain_identity)
        .says("A7 OK\r\n")
        .says(garbage + "A8 OK\r\n");

    ASSERT_TRUE(fetch(told.of({{7}, {8}, {9}})));

    EXPECT_THAT(received_uids(), ElementsAre(8));
    EXPECT_THAT(told.causes, ElementsAre("7: the server's answer about it cannot be read"));
}

TEST_F(AnsweredBadly, WarnsTheUserWhereNobodyElseIsTold) {
    open(plain_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 7 "} + plain_identity)
        .says("A4 OK\r\nA5 NO System Error (Failure)\r\n")
        .hears(std::string{"A6 UID FETCH 7 "} + plain_identity)
        .says("A6 NO System Error (Failure)\r\n");

    ASSERT_TRUE(fetch(only({{7}})));

    ASSERT_EQ(reporter_.all<ports::Warning>().size(), 1U);
    EXPECT_THAT(
        reporter_.all<ports::Warning>().front().sentence, HasSubstr("Message 7 is left out")
    );
}

/// Of 150 messages 60 are refused, more than the 50 that once ended the whole fetch.
TEST_F(AnsweredBadly, GoesOnWhileMostMessagesCome) {
    open(plain_offers);
    std::vector<ports::Uid> uids;
    for (std::uint32_t uid = 1; uid <= 150; ++uid) {
        uids.push_back({uid});
    }
    std::string come;
    for (std::uint32_t uid = 61; uid <= 150; ++uid) {
        come += plain_line(uid, "");
    }
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 1:150 "} + plain_identity)
        .says("A4 OK\r\n" + come + "A5 NO Some messages could not be FETCHed (Failure)\r\n")
        .hears(std::string{"A6 UID FETCH 1:60 "} + plain_identity)
        .says("A6 NO Some messages could not be FETCHed (Failure)\r\n");
    std::uint32_t tag = 7;
    for (std::uint32_t uid = 60; uid > 0; uid -= 4) {
        std::string asked;
        std::string answers;
        for (std::uint32_t one = uid; one > uid - 4; --one, ++tag) {
            asked += fmt::format("A{} UID FETCH {} {}", tag, one, plain_identity);
            answers += fmt::format("A{} NO System Error (Failure)\r\n", tag);
        }
        server_.hears(asked).says(answers);
    }

    ASSERT_TRUE(fetch(told.of(std::move(uids))));

    EXPECT_EQ(received_.size(), 90U);
    EXPECT_EQ(told.causes.size(), 60U);
}

/// A connection that ends whenever a certain message is asked for.
class EndsTheConnection : public healing_test::HealingFixture {
protected:
    Result<void> fetch_all() {
        return store_.fetch(
            told.of({{4}, {3}, {2}, {1}}),
            [this](const ports::StoredMessage& message) -> Result<void> {
                received_.push_back(message.uid.value);
                return {};
            },
            stop_.get_token()
        );
    }

    Told told;
};

TEST_F(EndsTheConnection, IsLeftOutAndTheRestArrives) {
    world_.poisoned = {2};
    open();

    const auto fetched = fetch_all();

    ASSERT_TRUE(fetched) << fetched.error().sentence;
    EXPECT_THAT(received_, testing::UnorderedElementsAre(1, 3, 4));
    EXPECT_THAT(told.causes, ElementsAre("2: the connection ends whenever it is asked for"));
}

TEST_F(EndsTheConnection, IsNotBlamedWhereTheConnectionEndsAnyway) {
    world_.poisoned = {1, 2, 3, 4};
    open();
    world_.folders_too = true;

    EXPECT_FALSE(fetch_all());

    EXPECT_THAT(received_, IsEmpty());
    EXPECT_THAT(told.causes, IsEmpty());
}

TEST_F(EndsTheConnection, LetsAllOthersArriveWhereSeveralDo) {
    world_.poisoned = {1, 3};
    open();

    ASSERT_TRUE(fetch_all());

    EXPECT_THAT(received_, testing::UnorderedElementsAre(2, 4));
    EXPECT_EQ(told.causes.size(), 2U);
}

TEST_F(EndsTheConnection, IsLeftOutWhereItIsTheOnlyOne) {
    world_.mailbox = {{1, {}}};
    world_.poisoned = {1};
    open();

    const auto fetched = store_.fetch(
        told.of({{1}}), [](const auto& /*message*/) { return Result<void>{}; }, stop_.get_token()
    );

    EXPECT_TRUE(fetched);
    EXPECT_EQ(told.causes.size(), 1U);
}

} // namespace
} // namespace imap::client
