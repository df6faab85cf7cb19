#include "testserver/net/freed.hpp"
#include "testserver/net/tls_context_native.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace testserver {
namespace {

using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyMaker = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using BigNumber = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
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

/// 1,024 bits (RFC 2409 6.2), the least that OpenSSL still serves; clients of today want 2,048.
Key small_group() {
    const BigNumber prime{BN_get_rfc2409_prime_1024(nullptr)};
    const BigNumber generator{BN_new()};
    BN_set_word(generator.get(), 2);
    const Builder builder{OSSL_PARAM_BLD_new()};
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_P, prime.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_G, generator.get());
    const Parameters parameters{OSSL_PARAM_BLD_to_param(builder.get())};
    const KeyMaker maker{EVP_PKEY_CTX_new_from_name(nullptr, "DH", nullptr)};
    EVP_PKEY* made = nullptr;
    EVP_PKEY_fromdata_init(maker.get());
    EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_KEY_PARAMETERS, parameters.get());
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

/// Called whether or not the client names a host.
int look_for_sni(SSL* session, int* /*alert*/, void* other) {
    if (SSL_get_servername(session, TLSEXT_NAMETYPE_host_name) == nullptr) {
        SSL_set_SSL_CTX(session, static_cast<SSL_CTX*>(other));
    }
    return SSL_TLSEXT_ERR_OK;
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
        if (auto group = small_group(); SSL_CTX_set0_tmp_dh_pkey(context, group.get()) == 1) {
            group.release(); // NOLINT(bugprone-unused-return-value): it belongs to the context now.
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

void TlsContext::without_sni(const TlsContext& other) {
    // What SSL_CTX_set_tlsext_servername_callback expands to, without its C cast.
    SSL_CTX_callback_ctrl(
        native_->context,
        SSL_CTRL_SET_TLSEXT_SERVERNAME_CB,
        reinterpret_cast<void (*)()>(look_for_sni)
    );
    SSL_CTX_set_tlsext_servername_arg(native_->context, other.native_->context);
}

TlsContext::~TlsContext() = default;
TlsContext::TlsContext(TlsContext&&) noexcept = default;
TlsContext& TlsContext::operator=(TlsContext&&) noexcept = default;

} // namespace testserver
