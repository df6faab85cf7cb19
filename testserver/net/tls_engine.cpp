#include "testserver/net/tls_engine.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <utility>

namespace testserver {
namespace {

struct FreeBio {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
};

std::unique_ptr<BIO, FreeBio> reader(const std::string& text) {
    return std::unique_ptr<BIO, FreeBio>{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))
    };
}

constexpr std::array<char, 16 * 1024> empty_chunk{}; // TLS's largest record.

} // namespace

struct TlsContext::Native {
    ~Native() { SSL_CTX_free(context); }

    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
};

struct TlsEngine::Native {
    explicit Native(SSL_CTX* context) : ssl(SSL_new(context)) {
        SSL_set_bio(ssl, from_peer, to_peer); // They belong to it now.
        SSL_set_accept_state(ssl);
    }

    ~Native() { SSL_free(ssl); }

    BIO* from_peer = BIO_new(BIO_s_mem());
    BIO* to_peer = BIO_new(BIO_s_mem());
    SSL* ssl;
    std::string plain;
};

TlsContext::TlsContext(const TlsIdentity& identity) : native_(std::make_unique<Native>()) {
    auto* context = native_->context;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    auto* certificate =
        PEM_read_bio_X509(reader(identity.certificate_pem).get(), nullptr, nullptr, nullptr);
    auto* key = PEM_read_bio_PrivateKey(reader(identity.key_pem).get(), nullptr, nullptr, nullptr);
    const bool usable = SSL_CTX_use_certificate(context, certificate) == 1 &&
                        SSL_CTX_use_PrivateKey(context, key) == 1;
    X509_free(certificate);
    EVP_PKEY_free(key);
    if (!usable) {
        throw std::runtime_error{"OpenSSL cannot use the forged certificate"};
    }
}

TlsContext::~TlsContext() = default;
TlsContext::TlsContext(TlsContext&&) noexcept = default;
TlsContext& TlsContext::operator=(TlsContext&&) noexcept = default;

TlsEngine::TlsEngine(const TlsContext& context)
    : native_(std::make_unique<Native>(context.native_->context)) {}

TlsEngine::~TlsEngine() = default;

void TlsEngine::receive(std::string_view cipher) {
    BIO_write(native_->from_peer, cipher.data(), static_cast<int>(cipher.size()));
    if (failed_ || (!established() && !proceed(SSL_do_handshake(native_->ssl)))) {
        return;
    }
    auto chunk = empty_chunk;
    int count = 0;
    do {
        count = SSL_read(native_->ssl, chunk.data(), static_cast<int>(chunk.size()));
        if (count > 0) {
            native_->plain.append(chunk.data(), static_cast<std::size_t>(count));
        }
    } while (proceed(count));
}

std::string TlsEngine::take_plain() {
    return std::exchange(native_->plain, {});
}

void TlsEngine::send(std::string_view plain) {
    while (!plain.empty() && !failed_) {
        const auto size = std::min<std::size_t>(plain.size(), std::numeric_limits<int>::max());
        const int written = SSL_write(native_->ssl, plain.data(), static_cast<int>(size));
        if (!proceed(written)) {
            return;
        }
        plain.remove_prefix(static_cast<std::size_t>(written));
    }
}

void TlsEngine::close_notify() {
    if (established() && !failed_) {
        SSL_shutdown(native_->ssl);
    }
}

std::string TlsEngine::take_cipher() {
    std::string cipher(BIO_ctrl_pending(native_->to_peer), '\0');
    if (!cipher.empty()) {
        BIO_read(native_->to_peer, cipher.data(), static_cast<int>(cipher.size()));
    }
    return cipher;
}

bool TlsEngine::established() const {
    return SSL_is_init_finished(native_->ssl) == 1;
}

bool TlsEngine::peer_closed() const {
    return (static_cast<unsigned>(SSL_get_shutdown(native_->ssl)) & SSL_RECEIVED_SHUTDOWN) != 0;
}

/// True when the call did something; false when it waits for the peer, or failed.
bool TlsEngine::proceed(int result) {
    if (result > 0) {
        return true;
    }
    const int reason = SSL_get_error(native_->ssl, result);
    if (reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_ZERO_RETURN) {
        failed_ = true;
    }
    ERR_clear_error();
    return false;
}

} // namespace testserver
