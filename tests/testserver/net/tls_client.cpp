#include "tests/testserver/net/observer.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>
#include <cerrno>
#include <poll.h>

namespace testserver_net {
namespace {

using std::chrono::milliseconds;

/// True when OpenSSL asks to be called again and the socket became ready in time.
bool wait_for(SSL* session, int result, int socket, milliseconds patience) {
    const int reason = SSL_get_error(session, result);
    if (reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE) {
        return false;
    }
    const bool reads = reason == SSL_ERROR_WANT_READ;
    pollfd waited{.fd = socket, .events = short(reads ? POLLIN : POLLOUT), .revents = 0};
    return ::poll(&waited, 1, static_cast<int>(patience.count())) == 1;
}

std::string words(int system_error) {
    const auto code = ERR_peek_last_error();
    if (code == 0 && system_error == EAGAIN) {
        return "silence";
    }
    if (code == 0) {
        return system_error == ECONNRESET ? "reset" : "end of file";
    }
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "unknown";
}

void trust(SSL_CTX* context, const std::string& pem) {
    BIO* text = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    X509* root = PEM_read_bio_X509(text, nullptr, nullptr, nullptr);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), root);
    X509_free(root);
    BIO_free(text);
}

SSL_CTX* context_for(const TlsWish& wish) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_security_level(context, wish.trusted.empty() ? 0 : 2);
    SSL_CTX_set_cipher_list(context, "ALL");
    SSL_CTX_set_min_proto_version(context, wish.version != 0 ? wish.version : TLS1_2_VERSION);
    SSL_CTX_set_max_proto_version(context, wish.version);
    SSL_CTX_set_post_handshake_auth(context, wish.shows_certificate ? 1 : 0);
    if (!wish.trusted.empty()) {
        trust(context, wish.trusted);
        SSL_CTX_set_verify(context, wish.turns_away ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
    }
    return context;
}

void name_host(SSL* session, const std::string& host) {
    if (!host.empty()) {
        auto name = host;
        SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
        SSL_set1_host(session, host.c_str());
    }
}

} // namespace

TlsClient::TlsClient(std::uint16_t port, const TlsWish& wish)
    : raw_(port), context_(context_for(wish)), session_(SSL_new(context_)) {
    SSL_set_fd(session_, raw_.socket());
    name_host(session_, wish.host);
    if (!wish.protocols.empty()) {
        const auto list = std::string(1, static_cast<char>(wish.protocols.size())) + wish.protocols;
        SSL_set_alpn_protos(
            session_,
            reinterpret_cast<const unsigned char*>(list.data()),
            static_cast<unsigned>(list.size())
        );
    }
    if (wish.wants_status) {
        SSL_set_tlsext_status_type(session_, TLSEXT_STATUSTYPE_ocsp);
    }
    if (wish.session != nullptr) {
        SSL_set_session(session_, wish.session);
    }
    int result = 0;
    do {
        ERR_clear_error();
        errno = 0;
        result = SSL_connect(session_);
    } while (result != 1 && wait_for(session_, result, raw_.socket(), wish.patience));
    if (result != 1) {
        handshake_error_ = words(errno);
    }
}

TlsClient::~TlsClient() {
    SSL_free(session_);
    SSL_CTX_free(context_);
}

long TlsClient::verified() const {
    return SSL_get_verify_result(session_);
}

std::string TlsClient::subject() const {
    X509* shown = SSL_get0_peer_certificate(session_);
    std::array<char, 512> line{};
    X509_NAME_oneline(X509_get_subject_name(shown), line.data(), static_cast<int>(line.size()));
    return line.data();
}

void TlsClient::send(std::string_view bytes) {
    SSL_write(session_, bytes.data(), static_cast<int>(bytes.size()));
}

std::string TlsClient::read_line() {
    std::string line;
    while (!line.ends_with('\n')) {
        char next = 0;
        ERR_clear_error();
        const int count = SSL_read(session_, &next, 1);
        if (count == 1) {
            line.push_back(next);
        } else if (!wait_for(session_, count, raw_.socket(), long_enough)) {
            break;
        }
    }
    return line;
}

Seen TlsClient::read_to_end(milliseconds patience) {
    Seen seen;
    std::array<char, 64 * 1024> chunk{};
    while (true) {
        ERR_clear_error();
        errno = 0;
        const int count = SSL_read(session_, chunk.data(), static_cast<int>(chunk.size()));
        const int system_error = errno;
        if (count > 0) {
            seen.bytes.append(chunk.data(), static_cast<std::size_t>(count));
            continue;
        }
        const int reason = SSL_get_error(session_, count);
        if (reason == SSL_ERROR_ZERO_RETURN) {
            seen.end = End::eof;
        } else if (wait_for(session_, count, raw_.socket(), patience)) {
            continue;
        } else if (reason == SSL_ERROR_SYSCALL) {
            seen.end = system_error == ECONNRESET ? End::reset : End::cut;
        } else if (reason == SSL_ERROR_SSL) {
            seen.error = words(system_error);
            seen.end = seen.error == "unexpected eof while reading" ? End::cut : End::damaged;
        }
        return seen;
    }
}

} // namespace testserver_net
