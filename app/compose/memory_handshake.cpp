#include "app/compose/memory_handshake.hpp"

#include "adapters/net/tls_connector.hpp"

#include <optional>
#include <string>
#include <variant>

namespace compose {
namespace {

namespace step = testserver::step;
namespace tls_fault = testserver::tls_fault;
using ports::Failure;
using ports::FailureKind;
using testserver::CertificateKind;

Failure unverified(const std::string& why) {
    return {FailureKind::tls_unverified, "The server could not be verified: " + why, {}, {}};
}

std::optional<Failure> certificate_problem(CertificateKind kind) {
    switch (kind) {
    case CertificateKind::good:
    case CertificateKind::renewed:
    case CertificateKind::revoked: // Nobody asks a revocation list.
        return std::nullopt;
    case CertificateKind::huge: // OpenSSL takes no chain over 100 KB.
        return unverified("its chain of certificates is too large");
    case CertificateKind::expired:
        return unverified("its certificate has expired");
    case CertificateKind::not_yet_valid:
        return unverified("its certificate is not yet valid");
    case CertificateKind::wrong_host:
    case CertificateKind::no_san:
    case CertificateKind::no_sni:
        return unverified("its certificate is for another name");
    default:
        return unverified("its certificate cannot be trusted");
    }
}

/// The bare socket's steps until one of them is an end.
std::optional<Failure> do_bare(const testserver::Steps& steps, memory::ManualClock& clock) {
    const auto limit = net::ConnectDeadlines{}.handshake;
    for (const auto& next : steps) {
        if (const auto* pause = std::get_if<step::Pause>(&next)) {
            if (!pause->time || *pause->time >= limit) {
                clock.advance(limit);
                return Failure{
                    FailureKind::timed_out,
                    "The server did not finish the TLS handshake in time",
                    {},
                    {}
                };
            }
            clock.advance(*pause->time);
        } else if (std::holds_alternative<step::Send>(next)) {
            return Failure{FailureKind::protocol, "The server answered, but not in TLS", {}, {}};
        } else if (std::holds_alternative<testserver::TlsFault>(next) ||
                   std::holds_alternative<step::Close>(next)) {
            return Failure{FailureKind::connection_lost, "The TLS handshake failed", {}, {}};
        }
    }
    return std::nullopt;
}

std::optional<Failure> problem(const testserver::Admission& admission, memory::ManualClock& clock) {
    if (auto failure = do_bare(admission.before_handshake, clock)) {
        return failure;
    }
    if (admission.highest < testserver::TlsVersion::tls_1_2 || admission.no_common_cipher ||
        admission.small_dh) {
        return unverified("no TLS version, cipher or name in common");
    }
    if (admission.handshake_bytes) {
        if (auto failure = do_bare(admission.at_handshake_byte, clock)) {
            return failure;
        }
    }
    return certificate_problem(admission.certificate);
}

} // namespace

ports::Result<void> meet(const testserver::Admission& admission, memory::ManualClock& clock) {
    if (auto failure = problem(admission, clock)) {
        return ports::fail(*std::move(failure));
    }
    return {};
}

bool damages(const testserver::TlsFault& fault) {
    return !std::holds_alternative<tls_fault::KeyUpdates>(fault) &&
           !std::holds_alternative<tls_fault::Tickets>(fault) &&
           !std::holds_alternative<tls_fault::RequestCertificate>(fault) &&
           !std::holds_alternative<tls_fault::OneByteRecords>(fault) &&
           !std::holds_alternative<tls_fault::Renegotiate>(fault);
}

} // namespace compose
