#include "tests/adapters/net/loopback_server.hpp"

#include <openssl/ssl.h>

#include <array>
#include <csignal>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace net_test {

void FreeSsl::operator()(SSL_CTX* context) const {
    SSL_CTX_free(context);
}

void FreeSsl::operator()(SSL* session) const {
    SSL_free(session);
}

Peer::Peer(int socket, SSL_CTX* context) : socket_(socket), session_(SSL_new(context)) {
    SSL_set_fd(session_.get(), socket_);
}

Peer::~Peer() {
    ::close(socket_);
}

bool Peer::handshake() {
    return SSL_accept(session_.get()) == 1;
}

void Peer::send(std::string_view plain) {
    SSL_write(session_.get(), plain.data(), static_cast<int>(plain.size()));
}

std::string Peer::read() {
    std::array<char, 16384> buffer{};
    const int count = SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size()));
    return count > 0 ? std::string{buffer.data(), static_cast<std::size_t>(count)} : std::string{};
}

std::string Peer::read_exactly(std::size_t size) {
    std::string all;
    while (all.size() < size) {
        const std::string more = read();
        if (more.empty()) {
            break;
        }
        all += more;
    }
    return all;
}

void Peer::send_raw(std::string_view bytes) {
    ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

std::string Peer::read_raw() {
    std::array<char, 16384> buffer{};
    const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    return count > 0 ? std::string{buffer.data(), static_cast<std::size_t>(count)} : std::string{};
}

void Peer::drain() {
    while (!read_raw().empty()) {
    }
}

void Peer::say_goodbye() {
    SSL_shutdown(session_.get());
}

void Peer::reset() {
    const linger hard{.l_onoff = 1, .l_linger = 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

void Peer::renegotiate() {
    SSL_renegotiate(session_.get());
    SSL_do_handshake(session_.get());
}

bool Peer::was_told_goodbye() const {
    return (SSL_get_shutdown(session_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

std::string Peer::asked_for_host() const {
    const char* const name = SSL_get_servername(session_.get(), TLSEXT_NAMETYPE_host_name);
    return name == nullptr ? "" : name;
}

LoopbackServer::LoopbackServer(const support::Identity& identity, Script script)
    : context_(SSL_CTX_new(TLS_server_method())), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    SSL_CTX_use_certificate(context_.get(), identity.certificate.get());
    SSL_CTX_use_PrivateKey(context_.get(), identity.key.get());
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    listen(listener_, 1);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this, script = std::move(script)] { serve(script); }};
}

LoopbackServer::~LoopbackServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

void LoopbackServer::serve(const Script& script) const {
    // OpenSSL writes to sockets without MSG_NOSIGNAL.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    const int accepted = accept(listener_, nullptr, nullptr);
    if (accepted >= 0) {
        const int on = 1;
        setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        Peer peer{accepted, context_.get()};
        script(peer);
    }
}

} // namespace net_test
