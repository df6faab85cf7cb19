#include "testserver/net/tls_contexts.hpp"

#include <string>
#include <vector>

namespace testserver {
namespace {

using std::chrono::hours;

std::vector<std::string> many_names() {
    constexpr int how_many = 10'000;
    auto names = CertificateWish{}.names;
    for (int i = 0; i < how_many; ++i) {
        names.push_back("DNS:host-" + std::to_string(i) + ".example");
    }
    return names;
}

} // namespace

CertificateWish wish_of(CertificateKind kind) {
    CertificateWish wish;
    switch (kind) {
    case CertificateKind::good:
    case CertificateKind::renewed:
    case CertificateKind::revoked: // Good in itself; no client of ours asks a list.
        break;
    case CertificateKind::expired:
        wish.from = hours{-48};
        wish.until = hours{-24};
        break;
    case CertificateKind::not_yet_valid:
        wish.from = hours{24};
        wish.until = hours{48};
        break;
    case CertificateKind::wrong_host:
        wish.common_name = "elsewhere.example";
        wish.names = {"DNS:elsewhere.example"};
        break;
    case CertificateKind::self_signed:
        wish.signer = Signer::itself;
        break;
    case CertificateKind::unknown_root:
        wish.signer = Signer::stranger;
        break;
    case CertificateKind::missing_intermediate:
        wish.signer = Signer::intermediate;
        wish.whole_chain = false;
        break;
    case CertificateKind::client_only:
        wish.purpose = "clientAuth";
        break;
    case CertificateKind::weak_key:
        wish.key = KeyKind::rsa_1024;
        break;
    case CertificateKind::sha1:
        wish.sha1 = true;
        break;
    case CertificateKind::no_san:
        wish.names.clear();
        break;
    case CertificateKind::no_sni: // GMAIL-IMAP 1.6, word for word.
        wish.organisational_unit = "No SNI provided; please fix your client.";
        wish.common_name = "invalid2.invalid";
        wish.names.clear();
        wish.signer = Signer::itself;
        break;
    case CertificateKind::huge:
        wish.names = many_names();
        break;
    }
    return wish;
}

const TlsContext& TlsContexts::of(const Admission& admission) {
    const Key key{
        admission.certificate,
        admission.lowest,
        admission.highest,
        admission.no_common_cipher,
        admission.small_dh,
        admission.refuse_alpn,
        admission.refuse_resumption
    };
    const auto found = made_.find(key);
    if (found != made_.end()) {
        return found->second;
    }
    auto& made = made_.emplace(key, make(admission)).first->second;
    if (needs_sni_ && admission.certificate == CertificateKind::good) {
        made.without_sni(of({.certificate = CertificateKind::no_sni}));
    }
    return made;
}

TlsContext TlsContexts::make(const Admission& admission) const {
    auto wish = wish_of(admission.certificate);
    if (admission.small_dh) {
        wish.key = KeyKind::rsa_2048; // DHE goes with RSA only.
    }
    return TlsContext{forge_.issue(wish), admission};
}

} // namespace testserver
