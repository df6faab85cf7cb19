#include "adapters/net/tls_connector.hpp"
#include "tests/adapters/net/loopback_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using net_test::LoopbackServer;
using net_test::Peer;
using ports::FailureKind;
using testing::HasSubstr;
using testing::Not;

const support::CertificateAuthority& authority() {
    static const support::CertificateAuthority made;
    return made;
}

const support::Identity& mail_server() {
    static const support::Identity made =
        authority().issue({.subject_alternative_name = "DNS:imap.mail.example"});
    return made;
}

/// A connection to imap.mail.example, which only a proxy knows: looking it up here is a mistake.
net::TlsSettings through(const LoopbackServer& proxy, const std::string& scheme) {
    net::TlsSettings settings;
    settings.host = "imap.mail.example";
    settings.ca_file = authority().file();
    settings.resolver =
        [](const std::string& host, auto, const auto&) -> ports::Result<std::vector<std::string>> {
        EXPECT_EQ(host, "127.0.0.1");
        return std::vector<std::string>{host};
    };
    settings.proxy = [scheme, port = proxy.port()] {
        return net::parse_proxy(
                   scheme + "://me:hush@127.0.0.1:" + std::to_string(port), "ALL_PROXY"
        )
            .map([](net::Proxy one) { return std::optional{std::move(one)}; });
    };
    return settings;
}

ports::Failure failure_of(net::TlsSettings settings, const std::stop_token& stop = {}) {
    const auto transport = net::tls_connector(std::move(settings))->connect(stop);
    return transport ? ports::Failure{FailureKind::internal, "connected", {}, {}}
                     : transport.error();
}

TEST(ProxiedConnector, VerifiesTheServerBehindAnHttpProxy) {
    std::string asked;
    {
        LoopbackServer proxy{mail_server(), [&asked](Peer& peer) {
                                 asked = peer.read_raw();
                                 peer.send_raw("HTTP/1.1 200 OK\r\n\r\n");
                                 peer.handshake();
                             }};
        const auto transport = net::tls_connector(through(proxy, "http"))->connect({});
        EXPECT_TRUE(transport) << transport.error().sentence;
    }
    EXPECT_THAT(asked, HasSubstr("CONNECT imap.mail.example:993 HTTP/1.1\r\n"));
}

TEST(ProxiedConnector, VerifiesTheServerBehindASocksProxy) {
    LoopbackServer proxy{mail_server(), [](Peer& peer) {
                             peer.read_raw();
                             peer.send_raw("\5\2");
                             peer.read_raw();
                             peer.send_raw("\1\0"s);
                             peer.read_raw();
                             peer.send_raw("\5\0\0\1\0\0\0\0\0\0"s);
                             peer.handshake();
                         }};

    const auto transport = net::tls_connector(through(proxy, "socks5"))->connect({});

    EXPECT_TRUE(transport) << transport.error().sentence;
}

TEST(ProxiedConnector, DoesNotTrustAProxyThatIsTheServerItself) {
    const auto intercepting = authority().issue({.subject_alternative_name = "DNS:proxy.example"});
    LoopbackServer proxy{intercepting, [](Peer& peer) {
                             peer.read_raw();
                             peer.send_raw("HTTP/1.1 200 OK\r\n\r\n");
                             peer.handshake();
                             peer.drain();
                         }};

    EXPECT_EQ(failure_of(through(proxy, "http")).kind, FailureKind::tls_unverified);
}

TEST(ProxiedConnector, PassesTheProxysRefusalOn) {
    LoopbackServer proxy{mail_server(), [](Peer& peer) {
                             peer.read_raw();
                             peer.send_raw("HTTP/1.1 407 Who are you\r\n\r\n");
                             peer.drain();
                         }};

    const auto failure = failure_of(through(proxy, "http"));

    EXPECT_EQ(failure.kind, FailureKind::config);
    EXPECT_THAT(failure.sentence + failure.hint, Not(HasSubstr("hush")));
}

TEST(ProxiedConnector, EndsASilentProxyAtItsDeadline) {
    LoopbackServer proxy{mail_server(), [](Peer& peer) { peer.drain(); }};
    auto impatient = through(proxy, "socks5");
    impatient.deadlines.tunnel = 20ms;

    const auto failure = failure_of(impatient);

    EXPECT_EQ(failure.kind, FailureKind::timed_out);
    EXPECT_THAT(failure.sentence, HasSubstr("proxy"));
    EXPECT_THAT(failure.hint, HasSubstr("ALL_PROXY"));
}

TEST(ProxiedConnector, TellsThatTheProxyHungUp) {
    LoopbackServer proxy{mail_server(), [](Peer& peer) { peer.read_raw(); }};

    EXPECT_EQ(failure_of(through(proxy, "http")).kind, FailureKind::connection_lost);
}

TEST(ProxiedConnector, StopsAtOnce) {
    std::stop_source stop;
    LoopbackServer proxy{mail_server(), [&stop](Peer& peer) {
                             peer.read_raw();
                             stop.request_stop();
                             peer.drain();
                         }};

    EXPECT_EQ(failure_of(through(proxy, "http"), stop.get_token()).kind, FailureKind::interrupted);
}

TEST(ProxiedConnector, SaysThatItIsTheProxyThatCannotBeReached) {
    net::TlsSettings settings;
    settings.host = "imap.mail.example";
    settings.proxy = [] {
        auto proxy = net::parse_proxy("http://127.0.0.1:1", "proxy");
        return ports::Result<std::optional<net::Proxy>>{*std::move(proxy)};
    };

    const auto failure = failure_of(settings);

    EXPECT_EQ(failure.kind, FailureKind::unreachable);
    EXPECT_THAT(failure.sentence, HasSubstr("The proxy 127.0.0.1 port 1"));
}

TEST(ProxiedConnector, PassesAWrongChoiceOn) {
    net::TlsSettings settings;
    settings.host = "imap.mail.example";
    settings.proxy = [] {
        return ports::Result<std::optional<net::Proxy>>{
            ports::fail(FailureKind::config, "ALL_PROXY does not name a proxy")
        };
    };

    EXPECT_EQ(failure_of(settings).kind, FailureKind::config);
}

} // namespace
