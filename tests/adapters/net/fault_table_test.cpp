#include "adapters/net/tls_connector.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/testserver/net/faulty_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>

/// What our client makes of each fault before a stream stands: the failure that it reports, and
/// that no byte of ours was heard. Names begin with the row of the catalogue.
namespace {

using namespace std::chrono_literals;
using ports::FailureKind;
using testing::HasSubstr;
using testserver::Admission;
using testserver::CertificateKind;
using testserver::Closing;
using testserver::Steps;
using testserver::TlsVersion;
using testserver_net::FaultyServer;
namespace step = testserver::step;
namespace tls_fault = testserver::tls_fault;

/// Our client, that trusts a server.
class Client {
public:
    Client(const FaultyServer& server, std::chrono::milliseconds patience) {
        std::ofstream{folder_.path() / "ca.pem"} << server.authority();
        net::TlsSettings settings;
        settings.host = "localhost";
        settings.port = server.port();
        settings.ca_file = (folder_.path() / "ca.pem").string();
        settings.deadlines = {.resolve = 5s, .connect = patience, .handshake = patience};
        settings.resolver = [](const auto&, auto, const auto&) {
            return ports::Result<std::vector<std::string>>{{"127.0.0.1"}};
        };
        connector_ = net::tls_connector(std::move(settings));
    }

    ports::Result<std::unique_ptr<net::Transport>> connect() { return connector_->connect({}); }

private:
    support::TemporaryFolder folder_;
    std::unique_ptr<net::Connector> connector_;
};

struct Meeting {
    std::string name;
    Admission admission;
    FailureKind kind;
    std::string words;
};

void PrintTo(const Meeting& row, std::ostream* out) {
    *out << row.name;
}

constexpr auto plenty = 10s;

/// Little where it has to run out; plenty where a busy machine must not use it up.
std::chrono::milliseconds patience_for(const Meeting& row) {
    return row.kind == FailureKind::timed_out ? std::chrono::milliseconds{300} : plenty;
}

class RefusedServer : public testing::TestWithParam<Meeting> {};

TEST_P(RefusedServer, IsReportedAsThatAndHearsNoByteOfOurs) {
    const FaultyServer server{{.admission = GetParam().admission}};
    const auto transport = Client{server, patience_for(GetParam())}.connect();

    ASSERT_FALSE(transport);
    EXPECT_EQ(transport.error().kind, GetParam().kind) << transport.error().sentence;
    EXPECT_THAT(transport.error().sentence, HasSubstr(GetParam().words));
    EXPECT_EQ(server.heard(), 0);
}

Admission shows(CertificateKind kind) {
    return {.certificate = kind};
}

constexpr auto unverified = FailureKind::tls_unverified;

INSTANTIATE_TEST_SUITE_P(
    Certificate,
    RefusedServer,
    testing::Values(
        Meeting{"L6Expired", shows(CertificateKind::expired), unverified, "has expired"},
        Meeting{
            "L6NotYetValid", shows(CertificateKind::not_yet_valid), unverified, "not valid yet"
        },
        Meeting{"L6WrongHost", shows(CertificateKind::wrong_host), unverified, "for another host"},
        Meeting{
            "L6SelfSigned", shows(CertificateKind::self_signed), unverified, "signed by itself"
        },
        Meeting{"L6UnknownRoot", shows(CertificateKind::unknown_root), unverified, "unknown root"},
        Meeting{
            "L6MissingIntermediate",
            shows(CertificateKind::missing_intermediate),
            unverified,
            "unknown root"
        },
        Meeting{
            "L6ForClients", shows(CertificateKind::client_only), unverified, "not made for a server"
        },
        Meeting{"L6WeakKey", shows(CertificateKind::weak_key), unverified, "too weak"},
        Meeting{"L6Sha1", shows(CertificateKind::sha1), unverified, "signed too weakly"},
        Meeting{
            "L6NoAlternativeName", shows(CertificateKind::no_san), unverified, "for another host"
        },
        Meeting{
            "L7GmailsForNobody", shows(CertificateKind::no_sni), unverified, "signed by itself"
        },
        Meeting{"L9TenThousandNames", shows(CertificateKind::huge), unverified, "too large"}
    ),
    [](const auto& each) { return each.param.name; }
);

/// So many bytes of the server's side, then this.
Admission at(std::uint64_t byte, Steps steps) {
    return {.handshake_bytes = byte, .at_handshake_byte = std::move(steps)};
}

Admission alert(std::uint8_t description) {
    return at(0, {tls_fault::Alert{description}, step::Close{Closing::fin}});
}

Admission in_clear(const std::string& words) {
    return {.before_handshake = {step::Send{words}, step::Close{Closing::fin}}};
}

Admission raw(std::string bytes) {
    return at(0, {tls_fault::RawBytes{std::move(bytes)}, step::Close{Closing::fin}});
}

constexpr auto lost = FailureKind::connection_lost;
constexpr auto not_tls = FailureKind::protocol;

INSTANTIATE_TEST_SUITE_P(
    Handshake,
    RefusedServer,
    testing::Values(
        Meeting{
            "T3FinAfterAccept", {.before_handshake = {step::Close{Closing::fin}}}, lost, "handshake"
        },
        Meeting{"T20Http", in_clear("HTTP/1.1 400 Bad Request\r\n\r\n"), not_tls, "not in TLS"},
        Meeting{"T20Smtp", in_clear("220 mx.example ESMTP\r\n"), not_tls, "not in TLS"},
        Meeting{"T20Pop3", in_clear("+OK ready for you\r\n"), not_tls, "not in TLS"},
        Meeting{"T20Ssh", in_clear("SSH-2.0-OpenSSH_9.2\r\n"), not_tls, "not in TLS"},
        Meeting{"L1SilenceAfterHello", at(0, {step::Pause{}}), FailureKind::timed_out, "in time"},
        Meeting{
            "T11BlackHoleAfterHello",
            at(0, {step::Close{Closing::vanish}}),
            FailureKind::timed_out,
            "in time"
        },
        Meeting{"L2FinInTheServerHello", at(60, {step::Close{Closing::fin}}), lost, "handshake"},
        Meeting{"L2FinInTheCertificate", at(400, {step::Close{Closing::fin}}), lost, "handshake"},
        Meeting{"L2ResetInTheCertificate", at(400, {step::Close{Closing::rst}}), lost, "handshake"},
        Meeting{
            "L2StallInTheCertificate", at(400, {step::Pause{}}), FailureKind::timed_out, "in time"
        },
        Meeting{"L3HandshakeFailure", alert(40), unverified, "in common"},
        Meeting{"L3ProtocolVersion", alert(70), unverified, "in common"},
        Meeting{"L3InternalError", alert(80), lost, "internal error"},
        Meeting{"L3InappropriateFallback", alert(86), lost, "inappropriate fallback"},
        Meeting{"L3UnrecognizedName", alert(112), unverified, "in common"},
        Meeting{"L4Imap", in_clear("* OK Gimap ready\r\n"), not_tls, "not in TLS"},
        Meeting{
            "L5OldVersions",
            {.lowest = TlsVersion::tls_1_0, .highest = TlsVersion::tls_1_1},
            unverified,
            "in common"
        },
        Meeting{"L5NoCommonCipher", {.no_common_cipher = true}, unverified, "in common"},
        Meeting{"L5SmallDh", {.small_dh = true}, unverified, "in common"},
        Meeting{"L10RecordTooLong", raw("\x16\x03\x03\xff\xff"), not_tls, "not in TLS"},
        Meeting{
            "L10UnknownRecordType",
            raw("\x63\x03\x03\x02\x02" + std::string(514, 'x')),
            not_tls,
            "not in TLS"
        }
    ),
    [](const auto& each) { return each.param.name; }
);

class AcceptedServer : public testing::TestWithParam<Meeting> {};

TEST_P(AcceptedServer, IsReached) {
    const FaultyServer server{{.admission = GetParam().admission}};
    const auto transport = Client{server, plenty}.connect();

    EXPECT_TRUE(transport) << transport.error().sentence;
}

INSTANTIATE_TEST_SUITE_P(
    Tolerated,
    AcceptedServer,
    testing::Values(
        Meeting{"Good", {}, {}, {}},
        Meeting{"L8Renewed", shows(CertificateKind::renewed), {}, {}},
        Meeting{"L6RevokedIsNotSeen", shows(CertificateKind::revoked), {}, {}},
        Meeting{"L17ResumptionRefused", {.refuse_resumption = true}, {}, {}},
        Meeting{"L19AlpnIsNotOffered", {.refuse_alpn = true}, {}, {}},
        Meeting{"T13ADripThroughTheHandshake", at(100, {step::Pause{20ms}}), {}, {}}
    ),
    [](const auto& each) { return each.param.name; }
);

} // namespace
