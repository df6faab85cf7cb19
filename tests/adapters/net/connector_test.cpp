#include "adapters/net/tls_connector.hpp"
#include "tests/adapters/net/loopback_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using net_test::LoopbackServer;
using net_test::Peer;
using ports::FailureKind;
using support::CertificateRequest;
using testing::HasSubstr;

const support::CertificateAuthority& authority() {
    static const support::CertificateAuthority made;
    return made;
}

const support::Identity& good() {
    static const support::Identity made = authority().issue({});
    return made;
}

net::Resolver always(std::vector<std::string> addresses) {
    return [addresses = std::move(addresses)](const auto&, auto, const auto&) {
        return ports::Result<std::vector<std::string>>{addresses};
    };
}

net::TlsSettings settings(const LoopbackServer& server) {
    return {
        .host = "localhost",
        .port = server.port(),
        .ca_file = authority().file(),
        .deadlines = {},
        .resolver = always({"127.0.0.1"})
    };
}

ports::Failure failure_of(net::TlsSettings settings, const std::stop_token& stop = {}) {
    const auto transport = net::tls_connector(std::move(settings))->connect(stop);
    return transport ? ports::Failure{FailureKind::internal, "connected", {}, {}}
                     : transport.error();
}

TEST(TlsConnector, ReachesAVerifiedServerAndNamesItInTheHandshake) {
    std::string asked_for;
    {
        LoopbackServer server{good(), [&asked_for](Peer& peer) {
                                  peer.handshake();
                                  asked_for = peer.asked_for_host();
                              }};
        EXPECT_TRUE(net::tls_connector(settings(server))->connect({}));
    }
    EXPECT_EQ(asked_for, "localhost");
}

TEST(TlsConnector, VerifiesAnAddressAgainstTheCertificate) {
    const auto identity = authority().issue({.subject_alternative_name = "IP:127.0.0.1"});
    LoopbackServer server{identity, [](Peer& peer) { peer.handshake(); }};
    auto by_address = settings(server);
    by_address.host = "127.0.0.1";

    EXPECT_TRUE(net::tls_connector(by_address)->connect({}));
}

struct BadCertificate {
    std::string name;
    std::string cause;
    support::Identity (*identity)();
};

class Certificates : public testing::TestWithParam<BadCertificate> {};

TEST_P(Certificates, AreRefusedWithTheirCauseAndNotAByteIsSent) {
    const auto identity = GetParam().identity();
    std::string received = "unset";
    bool handshake_done = true;
    {
        LoopbackServer server{identity, [&](Peer& peer) {
                                  handshake_done = peer.handshake();
                                  received = peer.read();
                              }};

        const auto failure = failure_of(settings(server));

        EXPECT_EQ(failure.kind, FailureKind::tls_unverified);
        EXPECT_THAT(failure.sentence, HasSubstr(GetParam().cause));
        EXPECT_FALSE(failure.hint.empty());
    }
    EXPECT_FALSE(handshake_done);
    EXPECT_EQ(received, "");
}

INSTANTIATE_TEST_SUITE_P(
    TlsConnector,
    Certificates,
    testing::Values(
        BadCertificate{
            "Expired",
            "has expired",
            [] { return authority().issue({.valid_from = -48h, .valid_until = -24h}); }
        },
        BadCertificate{
            "NotYetValid",
            "not valid yet",
            [] { return authority().issue({.valid_from = 24h, .valid_until = 48h}); }
        },
        BadCertificate{
            "ForAnotherHost",
            "for another host",
            [] { return authority().issue({.subject_alternative_name = "DNS:example.org"}); }
        },
        BadCertificate{
            "ForAPartOfTheName",
            "for another host",
            [] { return authority().issue({.subject_alternative_name = "DNS:l*t"}); }
        },
        BadCertificate{
            "SignedByItself", "signed by itself", [] { return support::self_signed({}); }
        },
        BadCertificate{
            "OfAnUnknownRoot",
            "unknown root",
            [] { return support::CertificateAuthority{}.issue({}); }
        },
        BadCertificate{
            "ForClients",
            "not made for a server",
            [] { return authority().issue({.purpose = "clientAuth"}); }
        }
    ),
    [](const auto& each) { return each.param.name; }
);

TEST(TlsConnector, RefusesVersionsBelow12) {
    LoopbackServer server{good(), [](Peer& peer) {
                              peer.handshake();
                              peer.drain();
                          }};
    SSL_CTX_set_min_proto_version(server.context(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(server.context(), TLS1_1_VERSION);

    EXPECT_EQ(failure_of(settings(server)).kind, FailureKind::tls_unverified);
}

TEST(TlsConnector, ClearTextIsAProtocolError) {
    LoopbackServer server{good(), [](Peer& peer) {
                              peer.send_raw("* OK IMAP4rev1 at your service\r\n");
                              peer.drain();
                          }};

    const auto failure = failure_of(settings(server));

    EXPECT_EQ(failure.kind, FailureKind::protocol);
    EXPECT_THAT(failure.sentence, HasSubstr("not in TLS"));
}

TEST(TlsConnector, ACutInTheHandshakeIsALostConnection) {
    LoopbackServer server{good(), [](Peer& peer) { peer.read_raw(); }};

    EXPECT_EQ(failure_of(settings(server)).kind, FailureKind::connection_lost);
}

TEST(TlsConnector, AResetInTheHandshakeIsALostConnection) {
    LoopbackServer server{good(), [](Peer& peer) {
                              peer.read_raw();
                              peer.reset();
                          }};

    EXPECT_EQ(failure_of(settings(server)).kind, FailureKind::connection_lost);
}

TEST(TlsConnector, SilenceInTheHandshakeEndsAtItsDeadline) {
    LoopbackServer server{good(), [](Peer& peer) { peer.drain(); }};
    auto impatient = settings(server);
    impatient.deadlines.handshake = 20ms;

    const auto failure = failure_of(impatient);

    EXPECT_EQ(failure.kind, FailureKind::timed_out);
    EXPECT_THAT(failure.sentence, HasSubstr("handshake"));
}

TEST(TlsConnector, AStopEndsTheHandshakeAtOnce) {
    std::stop_source stop;
    LoopbackServer server{good(), [&stop](Peer& peer) {
                              peer.read_raw();
                              stop.request_stop();
                              peer.drain();
                          }};

    EXPECT_EQ(failure_of(settings(server), stop.get_token()).kind, FailureKind::interrupted);
}

TEST(TlsConnector, TriesTheNextAddress) {
    LoopbackServer server{good(), [](Peer& peer) { peer.handshake(); }};
    auto two = settings(server);
    two.resolver = always({"::1", "127.0.0.2", "127.0.0.1"});

    EXPECT_TRUE(net::tls_connector(two)->connect({}));
}

TEST(TlsConnector, TellsTheAddressThatCouldNotBeReached) {
    std::uint16_t free_port = 0;
    {
        LoopbackServer gone{good(), [](Peer& /*peer*/) {}};
        free_port = gone.port();
    }

    const auto failure = failure_of(
        {.host = "localhost",
         .port = free_port,
         .ca_file = authority().file(),
         .deadlines = {},
         .resolver = always({"127.0.0.1"})}
    );

    EXPECT_EQ(failure.kind, FailureKind::unreachable);
    EXPECT_THAT(failure.sentence, HasSubstr("127.0.0.1"));
}

TEST(TlsConnector, PassesTheResolversFailureOn) {
    net::TlsSettings nowhere;
    nowhere.host = "localhost";
    nowhere.resolver = [](const auto&, auto, const auto&) {
        return ports::fail(FailureKind::name_resolution, "no such name");
    };

    EXPECT_EQ(failure_of(nowhere).kind, FailureKind::name_resolution);
}

TEST(TlsConnector, AMissingRootFileIsAConfigMistake) {
    LoopbackServer server{good(), [](Peer& /*peer*/) {}};
    auto misconfigured = settings(server);
    misconfigured.ca_file = "/nowhere/roots.pem";

    const auto failure = failure_of(misconfigured);

    EXPECT_EQ(failure.kind, FailureKind::config);
    EXPECT_THAT(failure.sentence, HasSubstr("/nowhere/roots.pem"));
}

} // namespace
