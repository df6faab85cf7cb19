#include "testserver/net/tls_engine.hpp"

#include "testserver/net/tls_context_native.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace testserver {
namespace {

constexpr std::array<char, 16 * 1024> empty_chunk{}; // TLS's largest record.

} // namespace

struct TlsEngine::Native {
    explicit Native(SSL_CTX* context) : ssl(SSL_new(context)) {
        SSL_set_bio(ssl, from_peer, to_peer); // They belong to it now.
        SSL_set_mode(ssl, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        SSL_set_accept_state(ssl);
    }

    Native(const Native&) = delete;
    Native& operator=(const Native&) = delete;

    ~Native() { SSL_free(ssl); }

    BIO* from_peer = BIO_new(BIO_s_mem());
    BIO* to_peer = BIO_new(BIO_s_mem());
    SSL* ssl;
    std::string plain;
    std::string unsent; ///< Waits for a second handshake to end.
};

TlsEngine::TlsEngine(const TlsContext& context)
    : native_(std::make_unique<Native>(context.native_->context)) {}

TlsEngine::~TlsEngine() = default;

void TlsEngine::receive(std::string_view cipher) {
    BIO_write(native_->from_peer, cipher.data(), static_cast<int>(cipher.size()));
    if (!failed_ && !established_) {
        shake_hands();
    }
    if (failed_ || !established_) {
        return;
    }
    auto chunk = empty_chunk;
    int count = 0;
    do {
        ERR_clear_error();
        count = SSL_read(native_->ssl, chunk.data(), static_cast<int>(chunk.size()));
        if (count > 0) {
            native_->plain.append(chunk.data(), static_cast<std::size_t>(count));
        }
    } while (proceed(count));
    write_unsent();
}

std::string TlsEngine::take_plain() {
    return std::exchange(native_->plain, {});
}

void TlsEngine::send(std::string_view plain) {
    native_->unsent += plain;
    write_unsent();
}

void TlsEngine::write_unsent() {
    auto& unsent = native_->unsent;
    while (!unsent.empty() && !failed_) {
        const auto size = std::min<std::size_t>(unsent.size(), std::numeric_limits<int>::max());
        ERR_clear_error();
        const int written = SSL_write(native_->ssl, unsent.data(), static_cast<int>(size));
        if (!proceed(written)) {
            return;
        }
        unsent.erase(0, static_cast<std::size_t>(written));
    }
}

void TlsEngine::close_notify() {
    if (established_ && !failed_) {
        SSL_shutdown(native_->ssl);
        ERR_clear_error();
    }
}

std::string TlsEngine::take_raw() {
    std::string cipher(BIO_ctrl_pending(native_->to_peer), '\0');
    if (!cipher.empty()) {
        BIO_read(native_->to_peer, cipher.data(), static_cast<int>(cipher.size()));
    }
    return cipher;
}

/// Until it waits for the peer. Faults that need one more handshake, or a message of it, use it
/// too.
void TlsEngine::shake_hands() {
    ERR_clear_error();
    if (proceed(SSL_do_handshake(native_->ssl))) {
        established_ = true;
    }
}

void TlsEngine::say_goodbye_too_soon() {
    close_notify();
    SSL_set_shutdown(native_->ssl, 0); // OpenSSL forgets that it has said so.
}

void TlsEngine::renegotiate() {
    if (SSL_version(native_->ssl) == TLS1_2_VERSION) {
        SSL_clear_options(native_->ssl, SSL_OP_NO_RENEGOTIATION);
        SSL_renegotiate(native_->ssl);
        shake_hands();
    }
}

void TlsEngine::update_keys(std::uint32_t count) {
    for (std::uint32_t i = 0; i < count && SSL_version(native_->ssl) == TLS1_3_VERSION; ++i) {
        SSL_key_update(native_->ssl, SSL_KEY_UPDATE_REQUESTED);
        shake_hands();
    }
}

void TlsEngine::send_tickets(std::uint32_t count) {
    for (std::uint32_t i = 0; i < count && SSL_version(native_->ssl) == TLS1_3_VERSION; ++i) {
        SSL_new_session_ticket(native_->ssl);
        shake_hands();
    }
}

void TlsEngine::request_certificate() {
    if (SSL_version(native_->ssl) == TLS1_3_VERSION) {
        SSL_set_verify(native_->ssl, SSL_VERIFY_PEER, nullptr);
        SSL_verify_client_post_handshake(native_->ssl);
        shake_hands();
    }
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
