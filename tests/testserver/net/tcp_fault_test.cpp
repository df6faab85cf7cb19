#include "tests/testserver/net/faulty_server.hpp"
#include "tests/testserver/net/observer.hpp"
#include "testserver/net/listener.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <optional>
#include <ostream>
#include <thread>

/// The faults of TCP (FAULTS T), as a POSIX socket sees them.
namespace {

using namespace std::chrono_literals;
using namespace testserver_net;
using testserver::Closing;
using testserver::Listening;
using testserver::Steps;
namespace step = testserver::step;

const testserver::ListenAt in_clear{.plain = true};

Steps said_then(Closing how) {
    return {step::Send{"* 23 EX"}, step::Flush{}, step::Close{how}};
}

struct Row {
    std::string name; ///< The row of FAULTS, and what it is.
    Behaviour behaviour;
    Seen seen;
};

void PrintTo(const Row& row, std::ostream* out) {
    *out << row.name;
}

class TcpFault : public testing::TestWithParam<Row> {};

/// Says NOOP without waiting for the greeting, so that there always is input that nobody has read.
TEST_P(TcpFault, IsSeenByASocket) {
    const FaultyServer server{GetParam().behaviour, in_clear};
    const RawClient client{server.port()};
    client.send("a NOOP\r\n");
    const auto& wanted = GetParam().seen;

    const auto seen = client.read_to_end(wanted.end == End::silence ? a_while : long_enough);

    EXPECT_EQ(seen.end, wanted.end);
    EXPECT_EQ(seen.bytes, wanted.bytes);
}

const std::string greeting = "* OK Gimap ready for requests from 127.0.0.1 ";

INSTANTIATE_TEST_SUITE_P(
    Greeting,
    TcpFault,
    testing::Values(
        Row{"T3FinAfterAccept",
            {.admission = {.before_handshake = {step::Close{Closing::fin}}}},
            {"", End::eof}},
        Row{"T4ResetAfterAccept",
            {.admission = {.before_handshake = {step::Close{Closing::rst}}}},
            {"", End::reset}},
        Row{"T10SilenceAfterAccept",
            {.admission = {.before_handshake = {step::Pause{}}}},
            {"", End::silence}},
        Row{"T20HttpOnThePort",
            {.admission =
                 {.before_handshake =
                      {step::Send{"HTTP/1.1 400 Bad Request\r\n\r\n"}, step::Close{Closing::fin}}}},
            {"HTTP/1.1 400 Bad Request\r\n\r\n", End::eof}},
        Row{"T20SshOnThePort",
            {.admission =
                 {.before_handshake = {step::Send{"SSH-2.0-OpenSSH_9.2\r\n"}, step::Pause{}}}},
            {"SSH-2.0-OpenSSH_9.2\r\n", End::silence}}
    ),
    [](const auto& each) { return each.param.name; }
);

class CommandFault : public testing::TestWithParam<Row> {};

TEST_P(CommandFault, IsSeenByASocket) {
    const FaultyServer server{GetParam().behaviour, in_clear};
    const RawClient client{server.port()};
    ASSERT_TRUE(client.read_line().starts_with("* OK Gimap ready"));
    const auto& wanted = GetParam().seen;

    client.send("a NOOP\r\nb NOOP\r\nthe beginning of a third com");
    const auto seen = client.read_to_end(wanted.end == End::silence ? a_while : long_enough);

    EXPECT_EQ(seen.end, wanted.end);
    EXPECT_EQ(seen.bytes, wanted.bytes);
}

Behaviour at_noop(Steps steps) {
    return {.at_noop = std::move(steps)};
}

INSTANTIATE_TEST_SUITE_P(
    Noop,
    CommandFault,
    testing::Values(
        Row{"T5FinInsideAnAnswer", at_noop(said_then(Closing::fin)), {"* 23 EX", End::eof}},
        Row{"T5NoGoodbyeInClear", at_noop(said_then(Closing::notify)), {"* 23 EX", End::eof}},
        Row{"T6ResetInsideAnAnswer", at_noop({step::Close{Closing::rst}}), {"", End::reset}},
        Row{"T8HalfClosed", at_noop(said_then(Closing::half)), {"* 23 EX", End::eof}},
        Row{"T10Stall", at_noop({step::Send{"* 23"}, step::Pause{}}), {"* 23", End::silence}},
        Row{"T10StallForAWhile",
            at_noop({step::Send{"a"}, step::Pause{5ms}, step::Send{"b"}, step::Close{Closing::fin}}
            ),
            {"ab", End::eof}},
        Row{"T11BlackHole", at_noop(said_then(Closing::vanish)), {"* 23 EX", End::silence}},
        Row{"T12Reboot", at_noop(said_then(Closing::reboot)), {"* 23 EX", End::silence}},
        Row{"T18LateFin",
            at_noop({step::Send{"a OK\r\n"}, step::Pause{20ms}, step::Close{Closing::fin}}),
            {"a OK\r\n", End::eof}},
        Row{"T19FlippedBit",
            at_noop(
                {testserver::tls_fault::FlipBit{}, step::Send{"a OK"}, step::Close{Closing::fin}}
            ),
            {"a OJ", End::eof}}
    ),
    [](const auto& each) { return each.param.name; }
);

/// A connection at which NOOP was said.
class AfterNoop : public testing::Test {
protected:
    void say_noop(Steps steps) {
        server.emplace(at_noop(std::move(steps)), in_clear);
        client.emplace(server->port());
        client->read_line();
        client->send("a NOOP\r\n");
    }

    /// Until the server has taken in so many bytes.
    [[nodiscard]] bool hears(std::size_t bytes) const {
        return becomes([&] { return server->heard() >= bytes; });
    }

    std::optional<FaultyServer> server;
    std::optional<RawClient> client;
};

TEST_F(AfterNoop, T8AHalfClosedServerStillReads) {
    say_noop({step::Close{Closing::half}});
    ASSERT_EQ(client->read_to_end().end, End::eof);

    EXPECT_EQ(client->send("b NOOP\r\n"), 0);
    EXPECT_TRUE(hears(16));
}

TEST_F(AfterNoop, T9AServerThatStopsReadingClosesItsWindow) {
    constexpr std::size_t more_than_kernels_keep = 64 * 1024 * 1024;
    say_noop({step::StopReading{}, step::Send{"deaf\r\n"}});
    ASSERT_EQ(client->read_line(), "deaf\r\n");

    EXPECT_LT(client->fill(more_than_kernels_keep), more_than_kernels_keep);
    EXPECT_EQ(server->heard(), 8);
}

TEST_F(AfterNoop, T9AServerReadsAgainWhenItsTimeHasCome) {
    say_noop({step::StopReading{20ms}});
    client->send("b NOOP\r\n");

    EXPECT_TRUE(hears(16));
}

TEST_F(AfterNoop, T10AStallIsAcknowledged) {
    say_noop({step::Send{"stalled\r\n"}, step::Pause{}});
    client->read_line();
    client->send("b NOOP\r\n");

    EXPECT_EQ(client->unacknowledged(), 0);
}

TEST_F(AfterNoop, T11ABlackHoleAcknowledgesNothing) {
    say_noop({step::Send{"gone\r\n"}, step::Close{Closing::vanish}});
    client->read_line();
    client->read_to_end(a_while);
    client->send("b NOOP\r\n");

    EXPECT_EQ(client->unacknowledged(), 8);
}

TEST_F(AfterNoop, T12ARebootedServerAnswersTheNextWriteWithReset) {
    say_noop({step::Send{"gone\r\n"}, step::Close{Closing::reboot}});
    client->read_line();
    ASSERT_EQ(client->read_to_end(a_while).end, End::silence);

    client->send("b NOOP\r\n");

    EXPECT_EQ(client->read_to_end().end, End::reset);
}

TEST_F(AfterNoop, T14OneByteASegment) {
    Steps drip;
    for (const char each : std::string{"* BYE drip"}) {
        drip.emplace_back(step::Send{std::string(1, each)});
        drip.emplace_back(step::Flush{});
    }
    drip.emplace_back(step::Close{Closing::fin});
    say_noop(std::move(drip));

    EXPECT_EQ(client->read_to_end().bytes, "* BYE drip");
    EXPECT_EQ(client->segments(), 1 + 10); // The greeting is the first.
}

TEST_F(AfterNoop, T13ADripTakesItsTime) {
    const auto began = std::chrono::steady_clock::now();
    say_noop(
        {step::Send{"a"},
         step::Pause{10ms},
         step::Send{"b"},
         step::Pause{10ms},
         step::Send{"c"},
         step::Close{Closing::fin}}
    );

    EXPECT_EQ(client->read_to_end().bytes, "abc");
    EXPECT_GE(std::chrono::steady_clock::now() - began, 20ms);
    EXPECT_EQ(client->segments(), 1 + 3);
}

TEST_F(AfterNoop, T16ManyAnswersInOneSegment) {
    say_noop(
        {step::Send{"* 1 EXISTS\r\n"},
         step::Send{"* 2 EXISTS\r\n"},
         step::Send{"a OK\r\n"},
         step::Close{Closing::fin}}
    );

    EXPECT_EQ(client->read_to_end().bytes, "* 1 EXISTS\r\n* 2 EXISTS\r\na OK\r\n");
    EXPECT_EQ(client->segments(), 1 + 1);
}

/// Every way to split an answer in two.
TEST(TcpSplit, T15AtEveryOffset) {
    const std::string answer = "* 23 EXISTS\r\na OK done\r\n";
    for (std::size_t at = 1; at < answer.size(); ++at) {
        const FaultyServer server{
            at_noop(
                {step::Send{answer.substr(0, at)},
                 step::Flush{},
                 step::Send{answer.substr(at)},
                 step::Close{Closing::fin}}
            ),
            in_clear
        };
        const RawClient client{server.port()};
        client.send("a NOOP\r\n");
        client.read_line();
        EXPECT_EQ(client.read_to_end().bytes, answer) << "split at " << at;
    }
}

bool connecting_becomes(std::uint16_t port, int error) {
    return becomes([&] { return try_to_connect(port) == error; });
}

TEST(TcpListener, T1AndT21RefusesForATimeAndThenServesAgain) {
    FaultyServer server{{}, in_clear};
    ASSERT_EQ(try_to_connect(server.port()), 0);

    server.listening(Listening::refused);
    EXPECT_TRUE(connecting_becomes(server.port(), ECONNREFUSED));
    server.listening(Listening::open);

    EXPECT_TRUE(connecting_becomes(server.port(), 0));
    EXPECT_TRUE(RawClient{server.port()}.read_line().starts_with("* OK Gimap"));
}

TEST(TcpListener, T2ADeafOneLetsConnectHang) {
    FaultyServer server{{}, in_clear};

    server.listening(Listening::deaf);

    EXPECT_TRUE(connecting_becomes(server.port(), ETIMEDOUT));
}

/// One that accepts when the test says so.
class SteppedListener : public testing::Test {
protected:
    SteppedListener() { EXPECT_FALSE(listener.open({boost::asio::ip::address_v4::loopback(), 0})); }

    boost::asio::io_context io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> never_done{
        io.get_executor()
    };
    testserver::Listener listener{io};
    std::size_t accepted = 0;
};

TEST_F(SteppedListener, T2StaysDeafWhenTheNextConnectionWasAcceptedAlready) {
    const RawClient first{listener.port()};
    const RawClient second{listener.port()};
    listener.start([&](auto /*socket*/) {
        ++accepted;
        listener.become(Listening::deaf);
    });

    io.poll();

    EXPECT_EQ(accepted, 2U);
    EXPECT_EQ(try_to_connect(listener.port()), ETIMEDOUT);
}

TEST_F(SteppedListener, T2NobodyIsRefusedWhileItTurnsDeafAndBack) {
    constexpr std::size_t enough = 3'000;
    listener.start([](auto /*socket*/) {});
    std::atomic<std::size_t> attempts = 0;
    std::atomic<std::size_t> refusals = 0;
    std::thread client{[&] {
        for (; attempts < enough; ++attempts) {
            refusals += try_to_connect(listener.port(), 0ms) == ECONNREFUSED ? 1U : 0U;
        }
    }};

    while (attempts < enough) {
        listener.become(Listening::deaf);
        io.poll();
        listener.become(Listening::open);
        io.poll();
    }
    client.join();

    EXPECT_EQ(refusals, 0U);
}

TEST_F(SteppedListener, T2ThoseThatFillItsBacklogAreNobody) {
    listener.start([&](auto /*socket*/) { ++accepted; });
    listener.become(Listening::deaf);
    io.poll();
    listener.become(Listening::open);
    const RawClient client{listener.port()};

    io.poll();

    EXPECT_EQ(accepted, 1U);
}

TEST(TcpListener, AConnectionThatIsUpDoesNotFeelIt) {
    FaultyServer server{at_noop({step::Send{"still here\r\n"}}), in_clear};
    const RawClient client{server.port()};
    client.read_line();
    server.listening(Listening::refused);
    ASSERT_TRUE(connecting_becomes(server.port(), ECONNREFUSED));

    client.send("a NOOP\r\n");

    EXPECT_EQ(client.read_line(), "still here\r\n");
}

} // namespace
