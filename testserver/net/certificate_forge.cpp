#include "testserver/net/certificate_forge.hpp"

#include "testserver/net/freed.hpp"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace testserver {
namespace {

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using BigNumber = std::unique_ptr<BIGNUM, Freed<BN_free>>;

/// OpenSSL fails here only when memory or entropy is gone.
template <typename T>
T checked(T result) {
    if (!result) {
        throw std::runtime_error{"OpenSSL cannot make a certificate"};
    }
    return result;
}

Key new_key(KeyKind kind = KeyKind::p256) {
    switch (kind) {
    case KeyKind::rsa_2048:
        return checked(Key{EVP_RSA_gen(2048)});
    case KeyKind::rsa_1024:
        return checked(Key{EVP_RSA_gen(1024)});
    default:
        return checked(Key{EVP_EC_gen("P-256")});
    }
}

void extend(X509& certificate, X509& issuer, int kind, const std::string& value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
    const auto extension =
        checked(Extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())});
    checked(X509_add_ext(&certificate, extension.get(), -1) == 1);
}

void set_serial(X509& certificate) {
    constexpr int bits = 127; // RFC 5280 4.1.2.2: positive, at most 20 octets.
    const auto number = checked(BigNumber{BN_new()});
    checked(BN_rand(number.get(), bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1);
    checked(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate)) != nullptr);
}

/// Everything but extensions and signature.
Certificate blank(const CertificateWish& wish, EVP_PKEY& key, const char* organisation) {
    auto certificate = checked(Certificate{X509_new()});
    X509_set_version(certificate.get(), X509_VERSION_3);
    set_serial(*certificate);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), wish.from.count());
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), wish.until.count());
    X509_set_pubkey(certificate.get(), &key);
    auto* name = X509_get_subject_name(certificate.get());
    const auto add = [&](const char* field, const std::string& text) {
        const auto* bytes = reinterpret_cast<const unsigned char*>(text.c_str());
        X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, bytes, -1, -1, 0);
    };
    if (wish.organisational_unit.empty()) {
        add("O", organisation);
    } else {
        add("OU", wish.organisational_unit);
    }
    add("CN", wish.common_name);
    return certificate;
}

std::string text_of(BIO& bio) {
    char* data = nullptr;
    const auto length = BIO_get_mem_data(&bio, &data);
    return {data, static_cast<std::size_t>(length)};
}

std::string pem(X509& certificate) {
    const auto bio = checked(Bio{BIO_new(BIO_s_mem())});
    checked(PEM_write_bio_X509(bio.get(), &certificate) == 1);
    return text_of(*bio);
}

std::string pem(EVP_PKEY& key) {
    const auto bio = checked(Bio{BIO_new(BIO_s_mem())});
    checked(PEM_write_bio_PrivateKey(bio.get(), &key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return text_of(*bio);
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "" : ",") + name;
    }
    return text;
}

constexpr auto organisation = "fake-gmail, made for this run";

} // namespace

struct CertificateForge::Authority {
    /// A root, or below `parent`.
    explicit Authority(const char* name, const Authority* parent = nullptr)
        : certificate(blank({.common_name = name, .names = {}}, *key, organisation)) {
        auto& issuer = parent != nullptr ? *parent->certificate : *certificate;
        X509_set_issuer_name(certificate.get(), X509_get_subject_name(&issuer));
        extend(*certificate, issuer, NID_basic_constraints, "critical,CA:TRUE");
        extend(*certificate, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
        extend(*certificate, issuer, NID_subject_key_identifier, "hash");
        extend(*certificate, issuer, NID_authority_key_identifier, "keyid:always");
        auto& signing = parent != nullptr ? *parent->key : *key;
        checked(X509_sign(certificate.get(), &signing, EVP_sha256()) > 0);
    }

    Key key = new_key();
    Certificate certificate;
};

/// Authorities that only faults need, made when they are first asked for: a calm start is quick.
class CertificateForge::Strangers {
public:
    const Authority& unknown() {
        if (!unknown_) {
            unknown_ = std::make_unique<Authority>("an authority that nobody trusts");
        }
        return *unknown_;
    }

    const Authority& intermediate(const Authority& root) {
        if (!intermediate_) {
            intermediate_ = std::make_unique<Authority>("fake-gmail intermediate", &root);
        }
        return *intermediate_;
    }

private:
    std::unique_ptr<Authority> unknown_;
    std::unique_ptr<Authority> intermediate_;
};

CertificateForge::CertificateForge()
    : authority_(std::make_unique<Authority>("fake-gmail test authority")),
      strangers_(std::make_unique<Strangers>()), authority_pem_(pem(*authority_->certificate)) {}

CertificateForge::~CertificateForge() = default;
CertificateForge::CertificateForge(CertificateForge&&) noexcept = default;
CertificateForge& CertificateForge::operator=(CertificateForge&&) noexcept = default;

/// Null: the certificate signs itself.
const CertificateForge::Authority* CertificateForge::signer_of(const CertificateWish& wish) const {
    switch (wish.signer) {
    case Signer::itself:
        return nullptr;
    case Signer::stranger:
        return &strangers_->unknown();
    case Signer::intermediate:
        return &strangers_->intermediate(*authority_);
    case Signer::authority:
        break;
    }
    return authority_.get();
}

TlsIdentity CertificateForge::issue(const CertificateWish& wish) const {
    const auto key = new_key(wish.key);
    const auto certificate = blank(wish, *key, organisation);
    const auto* signer = signer_of(wish);
    auto& issuer = signer != nullptr ? *signer->certificate : *certificate;
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(&issuer));
    extend(*certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
    extend(*certificate, issuer, NID_key_usage, "critical,digitalSignature");
    extend(*certificate, issuer, NID_ext_key_usage, wish.purpose);
    extend(*certificate, issuer, NID_subject_key_identifier, "hash");
    extend(*certificate, issuer, NID_authority_key_identifier, "keyid:always");
    if (!wish.names.empty()) {
        extend(*certificate, issuer, NID_subject_alt_name, joined(wish.names));
    }
    auto& signing = signer != nullptr ? *signer->key : *key;
    checked(X509_sign(certificate.get(), &signing, wish.sha1 ? EVP_sha1() : EVP_sha256()) > 0);
    const bool chained = wish.signer == Signer::intermediate && wish.whole_chain;
    return {pem(*certificate) + (chained ? pem(issuer) : ""), pem(*key)};
}

} // namespace testserver
