#pragma once

#include "testserver/net/certificate_forge.hpp"
#include "testserver/net/tls_engine.hpp"
#include "testserver/scenario/admission.hpp"

#include <map>
#include <tuple>

namespace testserver {

/// What the certificate of that kind says (FAULTS L6 to L9).
CertificateWish wish_of(CertificateKind kind);

/// The TLS side of every kind of admission, each made when it is first asked for: RSA keys and
/// small primes take time, and a calm server needs none.
class TlsContexts {
public:
    /// `needs_sni`: a client that names no host gets CertificateKind::no_sni instead of a good one.
    TlsContexts(const CertificateForge& forge, bool needs_sni)
        : forge_(forge), needs_sni_(needs_sni) {}

    const TlsContext& of(const Admission& admission);

private:
    using Key = std::tuple<CertificateKind, TlsVersion, TlsVersion, bool, bool, bool, bool>;

    [[nodiscard]] TlsContext make(const Admission& admission) const;

    const CertificateForge& forge_;
    bool needs_sni_;
    std::map<Key, TlsContext> made_;
};

} // namespace testserver
