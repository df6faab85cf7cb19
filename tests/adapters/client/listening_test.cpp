// Waiting for news on one connection: IDLE, and what it is distrusted for (FAULTS I).

#include "tests/adapters/client/store_fixture.hpp"

#include <gtest/gtest.h>

namespace {

using ports::FailureKind;
using ports::News;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto idle_offers = "IMAP4rev1 UNSELECT IDLE";
constexpr auto no_idle_offers = "IMAP4rev1 UNSELECT";

class Listening : public client_test::StoreFixture {
protected:
    /// Every wait begins with a NOOP: what others did meanwhile is told there.
    void expect_calm_noop(unsigned number) {
        const std::string tag = "A" + std::to_string(number);
        server_.hears(tag + " NOOP\r\n").says(tag + " OK Success\r\n");
    }

    void expect_idle(unsigned number) {
        server_.hears("A" + std::to_string(number) + " IDLE\r\n").says("+ idling\r\n");
    }

    /// The fifth command.
    void begin_to_idle() {
        open(idle_offers);
        expect_calm_noop(4);
        expect_idle(5);
    }

    void expect_done(unsigned number) {
        server_.hears("DONE\r\n").says("A" + std::to_string(number) + " OK IDLE terminated\r\n");
    }

    void expect_news(const ports::Result<News>& news, News expected) {
        ASSERT_TRUE(news) << news.error().sentence;
        EXPECT_EQ(*news, expected);
    }
};

TEST_F(Listening, TellsWhatTheServerTells) {
    begin_to_idle();
    server_.pauses(minutes{3}).says("* 4 EXISTS\r\n");
    expect_done(5);
    const auto begun = clock_.monotonic();

    expect_news(listen(minutes{15}), News::maybe);

    EXPECT_EQ(clock_.monotonic() - begun, minutes{3}) << "told when it comes, not later";
}

TEST_F(Listening, TellsWhatCameWithTheNoop) {
    open(idle_offers);
    server_.hears("A4 NOOP\r\n").says("* 4 EXISTS\r\nA4 OK Success\r\n");

    expect_news(listen(minutes{15}), News::maybe);
}

TEST_F(Listening, IsNotWokenByChatter) {
    begin_to_idle();
    for (int i = 0; i < 3; ++i) {
        server_.pauses(minutes{4}).says("* OK Still here\r\n");
    }
    server_.pauses(minutes{3});
    expect_done(5);
    expect_calm_noop(6);

    expect_news(listen(minutes{15}), News::none);
}

TEST_F(Listening, TakesANumberThatIsToldAgainForNoNews) {
    open(idle_offers); // 3 EXISTS
    server_.hears("A4 NOOP\r\n").says("* 3 EXISTS\r\nA4 OK Success\r\n");
    expect_idle(5);
    server_.says("* 3 EXISTS\r\n").pauses(minutes{2}).says("* 2 EXPUNGE\r\n");
    expect_done(5);
    const auto begun = clock_.monotonic();

    expect_news(listen(minutes{15}), News::maybe);

    EXPECT_EQ(clock_.monotonic() - begun, minutes{2});
}

TEST_F(Listening, RenewsAnIdleThatIsSilentForFiveMinutesAndAsksWhatItKeptToItself) {
    begin_to_idle();
    server_.pauses(minutes{5});
    expect_done(5);
    server_.hears("A6 NOOP\r\n").says("* 4 EXISTS\r\nA6 OK Success\r\n");

    expect_news(listen(minutes{60}), News::maybe);
}

TEST_F(Listening, RenewsAnIdleAfter29MinutesHoweverMuchComes) {
    begin_to_idle();
    for (int i = 0; i < 7; ++i) {
        server_.pauses(minutes{4}).says("* OK Still here\r\n");
    }
    server_.pauses(minutes{1});
    expect_done(5);
    expect_calm_noop(6);
    expect_idle(7);
    server_.says("* 4 EXISTS\r\n");
    expect_done(7);

    expect_news(listen(minutes{60}), News::maybe);
}

TEST_F(Listening, HoldsALinkForDeadThatDoesNotAnswerDone) {
    begin_to_idle();
    server_.pauses(minutes{5}).hears("DONE\r\n");
    const auto begun = clock_.monotonic();

    const auto news = listen(minutes{60});

    ASSERT_FALSE(news);
    EXPECT_EQ(news.error().kind, FailureKind::timed_out);
    EXPECT_EQ(clock_.monotonic() - begun, minutes{5} + seconds{15});
}

TEST_F(Listening, ProbesTheLinkAfterASuspend) {
    begin_to_idle();
    server_.pauses(seconds{10}).then([this] { clock_.jump_wall(minutes{90}); });
    server_.hears("DONE\r\n");
    const auto begun = clock_.monotonic();

    const auto news = listen(minutes{60});

    ASSERT_FALSE(news);
    EXPECT_EQ(news.error().kind, FailureKind::timed_out);
    EXPECT_LE(clock_.monotonic() - begun, minutes{1})
        << "the next look at the clocks, then 15 s for the answer";
}

TEST_F(Listening, PollsWhereThereIsNoIdle) {
    open(no_idle_offers);
    expect_calm_noop(4);
    expect_calm_noop(5);
    server_.hears("A6 NOOP\r\n").says("* 3 EXPUNGE\r\nA6 OK Success\r\n");
    const auto begun = clock_.monotonic();

    expect_news(listen(minutes{15}), News::maybe);

    EXPECT_EQ(clock_.monotonic() - begun, minutes{2});
}

TEST_F(Listening, PollsWhereIdleIsRefused) {
    open(idle_offers);
    expect_calm_noop(4);
    server_.hears("A5 IDLE\r\n").says("A5 BAD Could not parse command\r\n");
    expect_calm_noop(6);
    server_.hears("A7 NOOP\r\n").says("* 4 EXISTS\r\nA7 OK Success\r\n");

    expect_news(listen(minutes{15}), News::maybe);
}

TEST_F(Listening, BeginsAnIdleAnewThatTheServerEnds) {
    begin_to_idle();
    server_.pauses(minutes{2}).says("A5 OK IDLE terminated\r\n");
    expect_calm_noop(6);
    expect_idle(7);
    server_.says("* 4 EXISTS\r\n");
    expect_done(7);

    expect_news(listen(minutes{15}), News::maybe);
}

TEST_F(Listening, DoesNotStormAServerThatEndsEachIdleAtOnce) {
    begin_to_idle();
    server_.says("A5 OK IDLE terminated\r\n");
    expect_calm_noop(6);
    expect_calm_noop(7);
    server_.hears("A8 NOOP\r\n").says("* 4 EXISTS\r\nA8 OK Success\r\n");

    expect_news(listen(minutes{15}), News::maybe);
}

TEST_F(Listening, EndsAtOnceWhenAskedTo) {
    begin_to_idle();
    server_.pauses(seconds{7}).then([this] { stop_.request_stop(); });
    const auto begun = clock_.monotonic();

    const auto news = listen(minutes{15});

    ASSERT_FALSE(news);
    EXPECT_EQ(news.error().kind, FailureKind::interrupted);
    EXPECT_EQ(clock_.monotonic() - begun, seconds{7});
}

TEST_F(Listening, EndsTheIdleBeforeItSaysGoodbye) {
    begin_to_idle();
    server_.then([this] { stop_.request_stop(); });
    ASSERT_FALSE(listen(minutes{15}));
    server_.hears("DONE\r\n")
        .says("A5 OK IDLE terminated\r\n")
        .hears("A6 UNSELECT\r\n")
        .says("A6 OK Returned to authenticated state. (Success)\r\n")
        .hears("A7 LOGOUT\r\n")
        .says("* BYE LOGOUT Requested\r\nA7 OK done\r\n");

    ASSERT_TRUE(store_.close());
}

} // namespace
