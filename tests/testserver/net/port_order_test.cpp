#include "tests/testserver/net/observer.hpp"
#include "testserver/net/tls_server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <poll.h>
#include <thread>
#include <utility>

/// A client that hears of what took the port down must find it down, however quick it is.
namespace {

using namespace testserver_net;
using testserver::Instant;

bool has_bytes(int socket) {
    pollfd waited{.fd = socket, .events = POLLIN, .revents = 0};
    return ::poll(&waited, 1, 0) == 1;
}

/// Looks from the server's thread at what the client has at the moment when the port goes down.
class Witness : public testserver::Interceptor {
public:
    Witness() : server_(serve()) {}

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }

    void watch(const RawClient& client) { client_ = client.socket(); }

    [[nodiscard]] bool port_went_first() const { return order_ == Order::port_first; }

    [[nodiscard]] testserver::Listening listening(Instant /*now*/) const override {
        if (down_ && order_ == Order::unknown) {
            order_ = has_bytes(client_) ? Order::bytes_first : Order::port_first;
        }
        return down_ ? testserver::Listening::refused : testserver::Listening::open;
    }

protected:
    void take_down() { down_ = true; }

    [[nodiscard]] bool is_down() const { return down_; }

    [[nodiscard]] bool is_watching() const { return client_ >= 0; }

private:
    enum class Order : unsigned char { unknown, port_first, bytes_first };

    std::unique_ptr<testserver::TlsServer> serve() {
        return std::get<std::unique_ptr<testserver::TlsServer>>(
            testserver::listen(world_, {.plain = true}, this)
        );
    }

    std::atomic<int> client_ = -1;
    std::atomic<bool> down_ = false;
    mutable std::atomic<Order> order_ = Order::unknown;
    testserver::World world_{testserver::Profile::gmail};
    std::unique_ptr<testserver::TlsServer> server_;

public:
    void run(const std::stop_token& stop) { server_->run(stop); }
};

/// The port goes down with NOOP, which is answered.
class DownAtNoop final : public Witness {
private:
    testserver::Treatment on_command(
        const testserver::ConnectionFacts& /*connection*/, const testserver::CommandSeen& command
    ) override {
        if (command.name == "NOOP") {
            take_down();
        }
        return {};
    }
};

/// The port goes down at its time, and who is connected is told.
class DownInTime final : public Witness {
private:
    [[nodiscard]] std::optional<Instant> next_moment() const override {
        constexpr std::chrono::milliseconds soon{5};
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) +
               soon;
    }

    void on_time(Instant /*now*/) override {
        if (is_watching()) {
            take_down();
        }
    }

    testserver::Steps
    take_steps(const testserver::ConnectionFacts& /*connection*/, Instant /*now*/) override {
        if (!is_down() || std::exchange(told_, true)) {
            return {};
        }
        return {testserver::step::Send{"* BYE for today\r\n"}};
    }

    bool told_ = false;
};

template <typename Kind>
class PortOrder : public testing::Test {
protected:
    Kind server;
    std::jthread thread{[this](const std::stop_token& stop) { server.run(stop); }};
    RawClient client{server.port()};
};

using DownAtACommand = PortOrder<DownAtNoop>;
using DownAtATime = PortOrder<DownInTime>;

TEST_F(DownAtACommand, ThePortIsDownBeforeTheAnswerLeaves) {
    client.read_line();
    server.watch(client);

    client.send("a NOOP\r\n");

    EXPECT_TRUE(client.read_line().starts_with("a OK"));
    EXPECT_TRUE(becomes([&] { return try_to_connect(server.port()) == ECONNREFUSED; }));
    EXPECT_TRUE(server.port_went_first());
}

TEST_F(DownAtATime, ThePortIsDownBeforeAnyoneIsTold) {
    client.read_line();

    server.watch(client);

    EXPECT_EQ(client.read_line(), "* BYE for today\r\n");
    EXPECT_TRUE(becomes([&] { return try_to_connect(server.port()) == ECONNREFUSED; }));
    EXPECT_TRUE(server.port_went_first());
}

} // namespace
