#include "adapters/oauth/https_client.hpp"

#include <gtest/gtest.h>

#include <deque>

namespace oauth {
namespace {

using ports::FailureKind;

/// What the peer does on one connection: chunks in order, then closed or silent.
struct Script {
    std::deque<std::string> chunks;
    bool closes = true;
};

class ScriptedTransport final : public net::Transport {
public:
    ScriptedTransport(Script script, std::string& received)
        : script_(std::move(script)), received_(received) {}

    net::Arrival
    exchange(std::string_view outgoing, net::Deadline /*deadline*/, const std::stop_token& /*stop*/)
        override {
        received_ += outgoing;
        if (script_.chunks.empty()) {
            return script_.closes ? net::Arrival{net::Closed{net::Ending::eof, "closed"}}
                                  : net::Arrival{net::TimedOut{}};
        }
        current_ = script_.chunks.front();
        script_.chunks.pop_front();
        return net::Incoming{current_};
    }

    [[nodiscard]] std::size_t unsent() const override { return 0; }

    [[nodiscard]] ports::Transferred transferred() const override { return {}; }

    void close(net::Deadline /*deadline*/) override {}

private:
    Script script_;
    std::string current_;
    std::string& received_;
};

class ScriptedConnector final : public net::Connector {
public:
    ScriptedConnector(std::deque<Script>& scripts, std::string& received)
        : scripts_(scripts), received_(received) {}

    ports::Result<std::unique_ptr<net::Transport>>
    connect(const std::stop_token& /*stop*/) override {
        if (scripts_.empty()) {
            return ports::fail(FailureKind::unreachable, "nobody there");
        }
        auto script = scripts_.front();
        scripts_.pop_front();
        return std::make_unique<ScriptedTransport>(std::move(script), received_);
    }

private:
    std::deque<Script>& scripts_;
    std::string& received_;
};

class HttpsClientTest : public ::testing::Test {
protected:
    ports::Result<HttpResponse> post(std::deque<Script> connections) {
        scripts = std::move(connections);
        const auto client = https_client([this](const Url&) {
            return std::make_unique<ScriptedConnector>(scripts, received);
        });
        return client->post(
            {"token.example", 443, "/token"}, secret_form({{"grant_type", "x y"}}), {}
        );
    }

    std::deque<Script> scripts;
    std::string received;
};

TEST_F(HttpsClientTest, SendsOneFormAndReadsTheAnswer) {
    const auto response = post({{{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"}}});

    ASSERT_TRUE(response) << response.error().sentence;
    EXPECT_EQ(response->status, 200U);
    EXPECT_EQ(response->body.reveal(), "hi");
    EXPECT_TRUE(received.starts_with("POST /token HTTP/1.1\r\nHost: token.example\r\n"))
        << received;
    EXPECT_TRUE(received.ends_with("\r\n\r\ngrant_type=x%20y")) << received;
}

TEST_F(HttpsClientTest, ReadsAnAnswerThatComesByteByByte) {
    const std::string whole = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\nRetry-After: "
                              "7\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
    Script script;
    for (const char c : whole) {
        script.chunks.emplace_back(1, c);
    }

    const auto response = post({script});

    ASSERT_TRUE(response) << response.error().sentence;
    EXPECT_EQ(response->status, 503U);
    EXPECT_EQ(response->body.reveal(), "hi");
    EXPECT_EQ(response->retry_after, std::chrono::seconds{7});
}

TEST_F(HttpsClientTest, TakesTheEndOfTheConnectionAsTheEndOfTheBody) {
    const auto response = post({{{"HTTP/1.1 200 OK\r\n\r\nall of it"}}});

    ASSERT_TRUE(response);
    EXPECT_EQ(response->body.reveal(), "all of it");
}

TEST_F(HttpsClientTest, TriesOnceMoreWhenTheConnectionClosedUnanswered) {
    const auto response = post({{{}}, {{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}}});

    EXPECT_TRUE(response);
}

TEST_F(HttpsClientTest, DoesNotRepeatARequestWhoseAnswerBegan) {
    const auto response =
        post({{{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal"}}, {{"HTTP/1.1 200 OK\r\n\r\n"}}}
        );

    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind, FailureKind::connection_lost);
    EXPECT_EQ(scripts.size(), 1U);
}

TEST_F(HttpsClientTest, RefusesWhatIsTooLargeOrNoHttp) {
    const std::string endless(100'000, 'x');
    const std::vector<std::string> answers{
        "* OK Gimap ready\r\n",
        "HTTP/1.1 200 OK\r\nX: " + endless,
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + endless,
    };
    for (const std::string& answer : answers) {
        const auto response = post({{{answer}}});
        ASSERT_FALSE(response) << answer.substr(0, 40);
        EXPECT_EQ(response.error().kind, FailureKind::protocol) << answer.substr(0, 40);
    }
}

TEST_F(HttpsClientTest, GivesUpOnASilentServer) {
    const auto response = post({{{"HTTP/1.1 200 OK\r\n"}, false}});

    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind, FailureKind::timed_out);
}

TEST_F(HttpsClientTest, CutsAnAbsurdRetryAfterToADay) {
    const auto response =
        post({{{"HTTP/1.1 429 Slow\r\nRetry-After: 99999999999\r\nContent-Length: 0\r\n\r\n"}}});

    ASSERT_TRUE(response);
    EXPECT_EQ(response->retry_after, std::chrono::hours{24});
}

} // namespace
} // namespace oauth
