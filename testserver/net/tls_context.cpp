#include "testserver/net/tls_context_native.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace testserver {
namespace {

template <auto Free>
struct Freed {
    template <typename T>
    void operator()(T* object) const {
        Free(object);
    }
};

using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyMaker = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

Bio reader(const std::string& text) {
    return Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

Certificate next_certificate(BIO& pem) {
    return Certificate{PEM_read_bio_X509(&pem, nullptr, nullptr, nullptr)};
}

bool use(SSL_CTX* context, const TlsIdentity& identity) {
    const auto pem = reader(identity.certificate_pem);
    const auto own = next_certificate(*pem);
    const Key key{PEM_read_bio_PrivateKey(reader(identity.key_pem).get(), nullptr, nullptr, nullptr)
    };
    if (SSL_CTX_use_certificate(context, own.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context, key.get()) != 1) {
        return false;
    }
    for (auto above = next_certificate(*pem); above; above = next_certificate(*pem)) {
        SSL_CTX_add1_chain_cert(context, above.get());
    }
    return true;
}

int number_of(TlsVersion version) {
    switch (version) {
    case TlsVersion::tls_1_0:
        return TLS1_VERSION;
    case TlsVersion::tls_1_1:
        return TLS1_1_VERSION;
    case TlsVersion::tls_1_2:
        return TLS1_2_VERSION;
    case TlsVersion::tls_1_3:
        break;
    }
    return TLS1_3_VERSION;
}

/// The smallest that OpenSSL makes; a client of today asks for 1,024 bits at least.
Key small_group() {
    constexpr int bits = 512;
    EVP_PKEY* made = nullptr;
    const KeyMaker maker{EVP_PKEY_CTX_new_from_name(nullptr, "DH", nullptr)};
    EVP_PKEY_paramgen_init(maker.get());
    EVP_PKEY_CTX_set_dh_paramgen_prime_len(maker.get(), bits);
    EVP_PKEY_paramgen(maker.get(), &made);
    return Key{made};
}

int refuse_every_protocol(
    SSL* /*session*/,
    const unsigned char** /*chosen*/,
    unsigned char* /*length*/,
    const unsigned char* /*offered*/,
    unsigned /*offered_length*/,
    void* /*unused*/
) {
    return SSL_TLSEXT_ERR_ALERT_FATAL; // no_application_protocol (RFC 7301 3.2)
}

void weaken(SSL_CTX* context, const Admission& admission) {
    SSL_CTX_set_security_level(context, 0); // Old versions and weak keys are asked for.
    if (admission.no_common_cipher) {
        SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
        SSL_CTX_set_cipher_list(context, "NULL-SHA256");
    }
    if (admission.small_dh) {
        SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
        SSL_CTX_set_cipher_list(context, "DHE-RSA-AES128-GCM-SHA256");
        if (auto group = small_group()) {
            SSL_CTX_set0_tmp_dh_pkey(context, group.release());
        }
    }
    if (admission.refuse_alpn) {
        SSL_CTX_set_alpn_select_cb(context, refuse_every_protocol, nullptr);
    }
    if (admission.refuse_resumption) {
        SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    }
}

} // namespace

TlsContext::TlsContext(const TlsIdentity& identity, const Admission& admission)
    : native_(std::make_unique<Native>()) {
    auto* context = native_->context;
    SSL_CTX_set_min_proto_version(context, number_of(admission.lowest));
    SSL_CTX_set_max_proto_version(context, number_of(admission.highest));
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    weaken(context, admission);
    if (!use(context, identity)) {
        throw std::runtime_error{"OpenSSL cannot use the forged certificate"};
    }
}

TlsContext::~TlsContext() = default;
TlsContext::TlsContext(TlsContext&&) noexcept = default;
TlsContext& TlsContext::operator=(TlsContext&&) noexcept = default;

} // namespace testserver
