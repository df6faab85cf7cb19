#include "adapters/net/tls_trust.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <fmt/core.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <ctime>
#include <netinet/in.h>
#include <string_view>

namespace net {

namespace {

using ports::Failure;
using ports::FailureKind;

struct Cause {
    long verify_result;
    std::string_view words;
    std::string_view hint;
};

constexpr std::string_view intercepted =
    "Something between you and the server may be reading along: a proxy, a virus scanner, a hotel "
    "network. If you trust it, give its root with ca_file.";
constexpr std::string_view own_clock = "Check this computer's clock and date.";

constexpr std::array causes{
    Cause{X509_V_ERR_CERT_HAS_EXPIRED, "its certificate has expired", own_clock},
    Cause{X509_V_ERR_CERT_NOT_YET_VALID, "its certificate is not valid yet", own_clock},
    Cause{X509_V_ERR_HOSTNAME_MISMATCH, "its certificate is for another host", intercepted},
    Cause{X509_V_ERR_IP_ADDRESS_MISMATCH, "its certificate is for another address", intercepted},
    Cause{
        X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, "its certificate is signed by itself", intercepted
    },
    Cause{
        X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
        "its certificate comes from an unknown root",
        intercepted
    },
    Cause{
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
        "its certificate comes from an unknown root",
        intercepted
    },
    Cause{
        X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
        "its chain of certificates is not complete",
        intercepted
    },
    Cause{X509_V_ERR_INVALID_PURPOSE, "its certificate was not made for a server", intercepted},
    Cause{X509_V_ERR_EE_KEY_TOO_SMALL, "its key is too weak", intercepted},
    Cause{X509_V_ERR_CA_MD_TOO_WEAK, "its certificate is signed too weakly", intercepted},
    Cause{X509_V_ERR_CERT_REVOKED, "its certificate was revoked", intercepted},
};

Failure unverified(const std::string& host, std::string_view cause, std::string_view hint) {
    return {
        FailureKind::tls_unverified,
        fmt::format("The server at {} could not be verified: {}. Nothing was sent", host, cause),
        std::string{hint},
        {}
    };
}

Failure certificate_refused(long verify_result, const std::string& host) {
    const auto* const cause = std::ranges::find(causes, verify_result, &Cause::verify_result);
    if (cause != causes.end()) {
        return unverified(host, cause->words, cause->hint);
    }
    return unverified(host, X509_verify_cert_error_string(verify_result), intercepted);
}

/// Reasons that another attempt cannot mend: no common version or cipher, or a name that the server
/// does not know.
bool no_common_ground(int reason) {
    constexpr std::array reasons{
        SSL_R_UNSUPPORTED_PROTOCOL,
        SSL_R_TLSV1_ALERT_PROTOCOL_VERSION,
        SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE,
        SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY,
        SSL_R_TLSV1_UNRECOGNIZED_NAME,
        SSL_R_NO_CIPHERS_AVAILABLE,
        SSL_R_DH_KEY_TOO_SMALL,
        SSL_R_UNKNOWN_PROTOCOL,
    };
    return std::ranges::find(reasons, reason) != reasons.end();
}

/// Reasons that mean that the peer does not speak TLS at all.
bool not_tls(int reason) {
    constexpr std::array reasons{
        SSL_R_WRONG_VERSION_NUMBER,
        SSL_R_PACKET_LENGTH_TOO_LONG,
        SSL_R_HTTP_REQUEST,
        SSL_R_UNEXPECTED_MESSAGE,
        SSL_R_BAD_RECORD_TYPE,
    };
    return std::ranges::find(reasons, reason) != reasons.end();
}

bool is_numeric(const std::string& host) {
    in6_addr address{};
    return inet_pton(AF_INET, host.c_str(), &address) == 1 ||
           inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

} // namespace

std::optional<Failure> restrict_context(SSL_CTX* context, const std::string& ca_file) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    // OpenSSL 3.0 lets a TLS 1.2 server renegotiate; nothing of ours needs it.
    // And OpenSSL wipes its own copy of what was read: a token may be in it.
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CLEANSE_PLAINTEXT);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    const int loaded = ca_file.empty() ? SSL_CTX_set_default_verify_paths(context)
                                       : SSL_CTX_load_verify_file(context, ca_file.c_str());
    ERR_clear_error();
    if (loaded == 1) {
        return std::nullopt;
    }
    return Failure{
        FailureKind::config,
        fmt::format("Cannot read certificates from {}", ca_file.empty() ? "the system" : ca_file),
        "ca_file has to name a PEM file of root certificates.",
        {}
    };
}

bool expect_host(SSL* session, const std::string& host) {
    X509_VERIFY_PARAM* const expected = SSL_get0_param(session);
    if (is_numeric(host)) { // RFC 6066 3: no SNI for an address.
        return X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str()) == 1;
    }
    // RFC 9525 2: a name counts as a subjectAltName only, never as the subject's common name.
    X509_VERIFY_PARAM_set_hostflags(
        expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT
    );
    // What SSL_set_tlsext_host_name expands to, without its C cast.
    const long named = SSL_ctrl(
        session,
        SSL_CTRL_SET_TLSEXT_HOSTNAME,
        TLSEXT_NAMETYPE_host_name,
        const_cast<char*>(host.c_str()) // NOLINT(cppcoreguidelines-pro-type-const-cast): C API.
    );
    return X509_VERIFY_PARAM_set1_host(expected, host.c_str(), host.size()) == 1 && named == 1;
}

namespace {

std::string common_name(X509_NAME* name) {
    for (const int field : {NID_organizationName, NID_commonName}) {
        std::array<char, 128> text{};
        if (X509_NAME_get_text_by_NID(name, field, text.data(), text.size()) > 0) {
            return text.data();
        }
    }
    return {};
}

std::chrono::sys_seconds moment(const ASN1_TIME* time) {
    std::tm calendar{};
    if (ASN1_TIME_to_tm(time, &calendar) != 1) {
        return {};
    }
    return std::chrono::sys_seconds{std::chrono::seconds{timegm(&calendar)}};
}

} // namespace

TlsSeen seen_of(const SSL* session) {
    X509* const certificate = SSL_get0_peer_certificate(session);
    if (certificate == nullptr) {
        return {SSL_get_version(session), {}, {}};
    }
    return {
        SSL_get_version(session),
        common_name(X509_get_issuer_name(certificate)),
        moment(X509_get0_notAfter(certificate))
    };
}

Failure
handshake_failure(SSL* session, const boost::system::error_code& error, const std::string& host) {
    if (const long verify_result = SSL_get_verify_result(session); verify_result != X509_V_OK) {
        return certificate_refused(verify_result, host);
    }
    if (error.category() == boost::asio::error::get_ssl_category()) {
        const int reason = ERR_GET_REASON(static_cast<unsigned long>(error.value()));
        if (no_common_ground(reason)) {
            return unverified(
                host,
                fmt::format("no TLS version, cipher or name in common ({})", error.message()),
                "At least TLS 1.2 is needed."
            );
        }
        if (reason == SSL_R_EXCESSIVE_MESSAGE_SIZE) {
            return unverified(host, "its chain of certificates is too large", intercepted);
        }
        if (not_tls(reason)) {
            return {
                FailureKind::protocol,
                fmt::format("{} answered, but not in TLS ({})", host, error.message()),
                "Is the port right (993), and is there a log-in page in between (hotel, airport)?",
                {}
            };
        }
    }
    return {
        FailureKind::connection_lost,
        fmt::format("The TLS handshake with {} failed: {}", host, error.message()),
        {},
        {}
    };
}

} // namespace net
