// How a connection is left: politely where the server answers, in a hurry after a stop, and without
// a word where nothing may be said yet.

#include "tests/adapters/client/server_lines.hpp"
#include "tests/adapters/client/store_fixture.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using client_test::gmail_offers;
using ports::FailureKind;

class Goodbye : public client_test::StoreFixture {
protected:
    /// How long the leaving took.
    std::chrono::nanoseconds leave() {
        const auto before = clock_.monotonic();
        EXPECT_TRUE(store_.close());
        return clock_.monotonic() - before;
    }

    const imap::client::Deadlines deadlines_{};
};

TEST_F(Goodbye, SaysNothingAndWaitsForNothingBeforeTheGreeting) {
    server_.then([this] { stop_.request_stop(); });
    const auto connected = store_.connect(stop_.get_token());
    ASSERT_FALSE(connected);
    ASSERT_EQ(connected.error().kind, FailureKind::interrupted);

    EXPECT_EQ(leave(), 0ns);
}

TEST_F(Goodbye, GivesASilentServerItsFullTimeWhereNobodyWaits) {
    open(gmail_offers);
    server_.hears("A4 UNSELECT\r\nA5 LOGOUT\r\n");

    EXPECT_EQ(leave(), deadlines_.goodbye);
}

TEST_F(Goodbye, IsInAHurryAfterAStop) {
    open(gmail_offers);
    server_.hears(std::string{"A4 NOOP\r\nA5 UID FETCH 1 "} + client_test::identity)
        .then([this] { stop_.request_stop(); })
        .hears("A6 LOGOUT\r\n");
    ASSERT_EQ(fetch(only({{1}})).error().kind, FailureKind::interrupted);

    EXPECT_EQ(leave(), deadlines_.hurried_goodbye);
}

TEST_F(Goodbye, NoticesAStopThatComesMeanwhile) {
    open(gmail_offers);
    server_.hears("A4 UNSELECT\r\nA5 LOGOUT\r\n").pauses(1s).then([this] { stop_.request_stop(); });

    EXPECT_EQ(leave(), 1s + deadlines_.hurried_goodbye);
}

TEST_F(Goodbye, EndsWithTheAnswerEvenInAHurry) {
    open(gmail_offers);
    stop_.request_stop();
    server_.hears("A4 UNSELECT\r\nA5 LOGOUT\r\n")
        .says("A4 OK done\r\n* BYE LOGOUT Requested\r\nA5 OK see you\r\n");

    EXPECT_EQ(leave(), 0ns);
}

/// With TLS's good-bye: whoever asked for the stop has the prompt back within a second.
TEST_F(Goodbye, TakesLessThanASecondInAHurry) {
    EXPECT_LE(deadlines_.hurried_goodbye + deadlines_.hurried_close, 800ms);
}

} // namespace
