#include "adapters/net/tls_connector.hpp"
#include "tests/adapters/net/loopback_server.hpp"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <chrono>
#include <future>
#include <string>
#include <utility>
#include <variant>

namespace {

using namespace std::chrono_literals;
using net::Ending;
using net_test::LoopbackServer;
using net_test::Peer;

const support::CertificateAuthority& authority() {
    static const support::CertificateAuthority made;
    return made;
}

/// A connection to a script that runs after the handshake.
class TlsTransport : public testing::TestWithParam<int> {
protected:
    void connect(LoopbackServer::Script script) {
        static const support::Identity identity = authority().issue({});
        server_ =
            std::make_unique<LoopbackServer>(identity, [script = std::move(script)](Peer& peer) {
                if (peer.handshake()) {
                    script(peer);
                }
            });
        SSL_CTX_set_max_proto_version(server_->context(), GetParam());
        net::TlsSettings settings;
        settings.host = "localhost";
        settings.port = server_->port();
        settings.ca_file = authority().file();
        settings.resolver = [](const auto&, auto, const auto&) {
            return ports::Result<std::vector<std::string>>{{"127.0.0.1"}};
        };
        transport_ = net::tls_connector(std::move(settings))->connect({}).value();
    }

    net::Arrival exchange(std::string_view outgoing, std::chrono::milliseconds patience = 10s) {
        return transport_->exchange(
            outgoing, std::chrono::steady_clock::now() + patience, stop_.get_token()
        );
    }

    /// Everything until the end, and how it ended.
    std::pair<std::string, Ending> drain() {
        std::string all;
        while (true) {
            const auto arrival = exchange("");
            if (const auto* const closed = std::get_if<net::Closed>(&arrival)) {
                return {all, closed->how};
            }
            all += std::get<net::Incoming>(arrival).bytes;
        }
    }

    std::string await(std::size_t size) {
        std::string all;
        while (all.size() < size) {
            all += std::get<net::Incoming>(exchange("")).bytes;
        }
        return all;
    }

    std::stop_source stop_;
    std::unique_ptr<LoopbackServer> server_;
    std::unique_ptr<net::Transport> transport_;
};

INSTANTIATE_TEST_SUITE_P(
    Tls,
    TlsTransport,
    testing::Values(TLS1_2_VERSION, TLS1_3_VERSION),
    [](const auto& version) { return version.param == TLS1_2_VERSION ? "v12" : "v13"; }
);

TEST_P(TlsTransport, BringsTheAnswerToWhatWasSent) {
    connect([](Peer& peer) { peer.send("echo " + peer.read()); });

    exchange("hello", 0ms);

    EXPECT_EQ(await(10), "echo hello");
}

TEST_P(TlsTransport, DeliversWholeRecordsBeforeTheEndAndTellsACleanEnd) {
    connect([](Peer& peer) {
        peer.send("one ");
        peer.send("two");
        peer.say_goodbye();
        peer.drain();
    });

    EXPECT_EQ(drain(), std::pair(std::string{"one two"}, Ending::eof));
}

TEST_P(TlsTransport, TellsAnEndWithoutGoodbyeFromACleanOne) {
    connect([](Peer& peer) { peer.send("half an answ"); });

    EXPECT_EQ(drain(), std::pair(std::string{"half an answ"}, Ending::truncated));
}

TEST_P(TlsTransport, TellsAReset) {
    connect([](Peer& peer) {
        peer.read();
        peer.reset();
    });

    exchange("now", 0ms);

    EXPECT_EQ(drain().second, Ending::reset);
}

TEST_P(TlsTransport, TellsDamagedData) {
    connect([](Peer& peer) {
        peer.send("good");
        peer.send_raw("* OK injected in the clear\r\n");
        peer.drain();
    });

    const auto [received, how] = drain();

    EXPECT_EQ(received, "good");
    EXPECT_EQ(how, Ending::damaged);
}

TEST_P(TlsTransport, StaysUsableAfterADeadline) {
    std::promise<void> patience_is_over;
    connect([over = patience_is_over.get_future().share()](Peer& peer) {
        over.wait();
        peer.send("late");
        peer.drain();
    });

    const auto arrival = exchange("", 5ms);
    patience_is_over.set_value();

    EXPECT_TRUE(std::holds_alternative<net::TimedOut>(arrival));
    EXPECT_EQ(await(4), "late");
}

TEST_P(TlsTransport, AStopEndsAWaitAtOnce) {
    connect([this](Peer& peer) {
        peer.read();
        stop_.request_stop();
        peer.drain();
    });

    EXPECT_TRUE(std::holds_alternative<net::Interrupted>(exchange("waiting")));
    transport_->close(std::chrono::steady_clock::now());
}

TEST_P(TlsTransport, ReadsWhileALargeWriteIsBlocked) {
    constexpr std::size_t size = std::size_t{32} * 1024 * 1024; // More than the kernel buffers.
    std::promise<void> answer_was_read;
    connect([read = answer_was_read.get_future().share()](Peer& peer) {
        peer.send("stop talking");
        read.wait();
        peer.send(" thanks for " + std::to_string(peer.read_exactly(size).size()));
    });

    const auto first = exchange(std::string(size, 'x'));
    ASSERT_TRUE(std::holds_alternative<net::Incoming>(first));
    EXPECT_EQ(std::get<net::Incoming>(first).bytes, "stop talking");
    exchange("queued", 0ms);
    EXPECT_EQ(transport_->unsent(), 6);
    answer_was_read.set_value();

    EXPECT_EQ(await(20), " thanks for 33554432");
}

TEST_P(TlsTransport, CountsWhatIsOnTheWire) {
    connect([](Peer& peer) {
        peer.send(std::string(1000, 'x'));
        peer.drain();
    });

    await(1000);

    EXPECT_GT(transport_->transferred().received.count, 1000);
    EXPECT_GT(transport_->transferred().sent.count, 0);
}

TEST_P(TlsTransport, SaysGoodbyeWhenItCloses) {
    std::promise<bool> polite;
    connect([&polite](Peer& peer) {
        peer.read();
        polite.set_value(peer.was_told_goodbye());
        peer.say_goodbye();
    });

    transport_->close(std::chrono::steady_clock::now() + 10s);

    EXPECT_TRUE(polite.get_future().get());
    EXPECT_TRUE(std::holds_alternative<net::Closed>(exchange("too late")));
}

TEST_P(TlsTransport, ClosesAtItsDeadlineWhenThePeerIsSilent) {
    connect([](Peer& peer) { peer.drain(); });

    transport_->close(std::chrono::steady_clock::now() + 5ms);

    EXPECT_TRUE(std::holds_alternative<net::Closed>(exchange("")));
}

class Tls12Transport : public TlsTransport {};

INSTANTIATE_TEST_SUITE_P(Tls, Tls12Transport, testing::Values(TLS1_2_VERSION));

TEST_P(Tls12Transport, RefusesRenegotiation) {
    connect([](Peer& peer) {
        peer.renegotiate();
        peer.read();
    });

    EXPECT_NE(drain().second, Ending::eof);
}

} // namespace
