#include "tests/testserver/net/faulty_server.hpp"
#include "tests/testserver/net/observer.hpp"

#include <gtest/gtest.h>
#include <openssl/ocsp.h>
#include <openssl/x509_vfy.h>

#include <ostream>
#include <string>

/// The faults of TLS up to the end of the handshake (FAULTS L1 to L9, L17, L19), as OpenSSL's own
/// client sees them.
namespace {

using namespace std::chrono_literals;
using namespace testserver_net;
using testserver::Admission;
using testserver::CertificateKind;
using testserver::Closing;
using testserver::TlsVersion;
namespace step = testserver::step;
namespace tls_fault = testserver::tls_fault;

/// A client that verifies as a careful one does.
TlsWish careful(const FaultyServer& server) {
    return {.trusted = server.authority()};
}

struct Certificate {
    std::string name;
    CertificateKind kind;
    long verified;
};

void PrintTo(const Certificate& row, std::ostream* out) {
    *out << row.name;
}

class Certificates : public testing::TestWithParam<Certificate> {};

TEST_P(Certificates, AreSeenByAVerifyingClient) {
    const FaultyServer server{{.admission = {.certificate = GetParam().kind}}};
    const TlsClient client{server.port(), careful(server)};

    EXPECT_EQ(client.handshake_error(), "");
    EXPECT_EQ(client.verified(), GetParam().verified)
        << X509_verify_cert_error_string(client.verified());
}

INSTANTIATE_TEST_SUITE_P(
    L6,
    Certificates,
    testing::Values(
        Certificate{"Good", CertificateKind::good, X509_V_OK},
        Certificate{"Expired", CertificateKind::expired, X509_V_ERR_CERT_HAS_EXPIRED},
        Certificate{"NotYetValid", CertificateKind::not_yet_valid, X509_V_ERR_CERT_NOT_YET_VALID},
        Certificate{"WrongHost", CertificateKind::wrong_host, X509_V_ERR_HOSTNAME_MISMATCH},
        Certificate{
            "SelfSigned", CertificateKind::self_signed, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT
        },
        Certificate{
            "UnknownRoot",
            CertificateKind::unknown_root,
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
        },
        Certificate{
            "MissingIntermediate",
            CertificateKind::missing_intermediate,
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
        },
        Certificate{"ClientOnly", CertificateKind::client_only, X509_V_ERR_INVALID_PURPOSE},
        Certificate{"WeakKey", CertificateKind::weak_key, X509_V_ERR_EE_KEY_TOO_SMALL},
        Certificate{"Sha1", CertificateKind::sha1, X509_V_ERR_CA_MD_TOO_WEAK},
        Certificate{"L8Renewed", CertificateKind::renewed, X509_V_OK}
    ),
    [](const auto& each) { return each.param.name; }
);

TEST(CertificateL6, WithoutAlternativeNamesNamesItsHostInTheSubjectOnly) {
    const FaultyServer server{{.admission = {.certificate = CertificateKind::no_san}}};
    const TlsClient client{server.port(), {}};

    EXPECT_NE(client.subject().find("CN=localhost"), std::string::npos) << client.subject();
    EXPECT_EQ(
        X509_get_ext_by_NID(SSL_get0_peer_certificate(client.native()), NID_subject_alt_name, -1),
        -1
    );
}

TEST(CertificateL7, DependsOnSniWhereThatIsAskedFor) {
    const FaultyServer server{{}, {.needs_sni = true}};

    EXPECT_EQ(
        TlsClient(server.port(), {.host = ""}).subject(),
        "/OU=No SNI provided; please fix your client./CN=invalid2.invalid"
    );
    EXPECT_EQ(TlsClient(server.port(), careful(server)).verified(), X509_V_OK);
}

TEST(CertificateL9, WithTenThousandNamesIsTooMuchForOpenSsl) {
    const FaultyServer server{{.admission = {.certificate = CertificateKind::huge}}};

    EXPECT_EQ(
        TlsClient(server.port(), careful(server)).handshake_error(), "excessive message size"
    );
}

struct Handshake {
    std::string name;
    Admission admission;
    std::string error; ///< In OpenSSL's words.
    std::chrono::milliseconds patience = long_enough;
};

void PrintTo(const Handshake& row, std::ostream* out) {
    *out << row.name;
}

class HandshakeFault : public testing::TestWithParam<Handshake> {};

TEST_P(HandshakeFault, IsSeenByOpenSslAndNothingIsHeardFromIt) {
    const FaultyServer server{{.admission = GetParam().admission}};
    auto wish = careful(server);
    wish.protocols = "imap";
    wish.patience = GetParam().patience;

    const TlsClient client{server.port(), wish};

    EXPECT_EQ(client.handshake_error(), GetParam().error);
    EXPECT_EQ(server.heard(), 0);
}

/// After the ClientHello, before a byte of the answer.
Admission after_hello(testserver::Step fault) {
    return {
        .handshake_bytes = 0, .at_handshake_byte = {std::move(fault), step::Close{Closing::fin}}
    };
}

Admission cut_at(std::uint64_t byte, testserver::Step end) {
    return {.handshake_bytes = byte, .at_handshake_byte = {std::move(end)}};
}

testserver::Step alert(std::uint8_t description) {
    return tls_fault::Alert{description};
}

testserver::Step raw(std::string bytes) {
    return tls_fault::RawBytes{std::move(bytes)};
}

INSTANTIATE_TEST_SUITE_P(
    L,
    HandshakeFault,
    testing::Values(
        Handshake{"L1SilenceAfterHello", cut_at(0, step::Pause{}), "silence", a_while},
        Handshake{
            "L2FinAfterHello", cut_at(0, step::Close{Closing::fin}), "unexpected eof while reading"
        },
        Handshake{
            "L2FinInTheServerHello",
            cut_at(60, step::Close{Closing::fin}),
            "unexpected eof while reading"
        },
        Handshake{
            "L2FinInTheCertificate",
            cut_at(400, step::Close{Closing::fin}),
            "unexpected eof while reading"
        },
        Handshake{"L2ResetInTheServerHello", cut_at(60, step::Close{Closing::rst}), "reset"},
        Handshake{"L2ResetBeforeHello", {.before_handshake = {step::Close{Closing::rst}}}, "reset"},
        Handshake{"L2StallInTheCertificate", cut_at(400, step::Pause{}), "silence", a_while},
        Handshake{"L3Alert40", after_hello(alert(40)), "sslv3 alert handshake failure"},
        Handshake{"L3Alert70", after_hello(alert(70)), "tlsv1 alert protocol version"},
        Handshake{"L3Alert80", after_hello(alert(80)), "tlsv1 alert internal error"},
        Handshake{"L3Alert86", after_hello(alert(86)), "tlsv1 alert inappropriate fallback"},
        Handshake{"L3Alert112", after_hello(alert(112)), "tlsv1 unrecognized name"},
        Handshake{
            "L4Greeting",
            {.before_handshake = {step::Send{"* OK Gimap ready\r\n"}, step::Close{Closing::fin}}},
            "wrong version number"
        },
        Handshake{
            "L4Http",
            {.before_handshake =
                 {step::Send{"HTTP/1.1 302 Found\r\n\r\n"}, step::Close{Closing::fin}}},
            "wrong version number"
        },
        Handshake{
            "L5OldVersions",
            {.lowest = TlsVersion::tls_1_0, .highest = TlsVersion::tls_1_1},
            "tlsv1 alert protocol version"
        },
        Handshake{"L5NoCommonCipher", {.no_common_cipher = true}, "sslv3 alert handshake failure"},
        Handshake{"L5SmallDh", {.small_dh = true}, "dh key too small"},
        Handshake{
            "L10RecordTooLong", after_hello(raw("\x16\x03\x03\xff\xff")), "packet length too long"
        },
        Handshake{
            "L10UnknownRecordType",
            after_hello(raw("\x63\x03\x03\x02\x02" + std::string(514, 'x'))),
            "unexpected message"
        },
        Handshake{"L19AlpnRefused", {.refuse_alpn = true}, "tlsv1 alert no application protocol"}
    ),
    [](const auto& each) { return each.param.name; }
);

TEST(HandshakeL5, OneVersionOnly) {
    for (const auto& [version, name] :
         {std::pair{TlsVersion::tls_1_2, "TLSv1.2"}, std::pair{TlsVersion::tls_1_3, "TLSv1.3"}}) {
        const FaultyServer server{{.admission = {.lowest = version, .highest = version}}};
        EXPECT_STREQ(SSL_get_version(TlsClient(server.port(), careful(server)).native()), name);
    }
}

/// Whether a second connection resumes the session of the first.
bool resumes(const Admission& admission) {
    const FaultyServer server{{.admission = admission}};
    TlsClient first{server.port(), {}};
    first.read_line(); // The tickets come with it.
    SSL_SESSION* session = SSL_get1_session(first.native());
    const TlsClient second{server.port(), {.session = session}};
    SSL_SESSION_free(session);
    EXPECT_EQ(second.handshake_error(), "");
    return SSL_session_reused(second.native()) == 1;
}

TEST(HandshakeL17, ResumptionIsGrantedOrRefused) {
    EXPECT_TRUE(resumes({}));
    EXPECT_FALSE(resumes({.refuse_resumption = true}));
}

TEST(HandshakeL17, ATicketOfAnotherServerLeadsToAFullHandshake) {
    const FaultyServer one{{}};
    const FaultyServer other{{}};
    TlsClient first{one.port(), {}};
    first.read_line();
    SSL_SESSION* session = SSL_get1_session(first.native());

    const TlsClient second{other.port(), {.session = session}};
    SSL_SESSION_free(session);

    EXPECT_EQ(second.handshake_error(), "");
    EXPECT_EQ(SSL_session_reused(second.native()), 0);
}

} // namespace
