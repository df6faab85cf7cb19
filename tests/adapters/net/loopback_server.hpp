#pragma once

#include "tests/support/certificates.hpp"

#include <openssl/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace net_test {

struct FreeSsl {
    void operator()(SSL_CTX* context) const;
    void operator()(SSL* session) const;
};

/// The server's end of one accepted connection: blocking, and with every way to behave badly.
class Peer {
public:
    Peer(int socket, SSL_CTX* context);
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    bool handshake();
    void send(std::string_view plain);
    /// One read of what the client sent inside TLS; empty when it has closed.
    std::string read();
    std::string read_exactly(std::size_t size);
    void send_raw(std::string_view bytes);
    /// One read below TLS.
    std::string read_raw();
    /// Reads until the client closes, so that closing sends FIN and not RST.
    void drain();
    void say_goodbye(); ///< close_notify.
    void reset();       ///< RST.
    void renegotiate(); ///< TLS 1.2.
    [[nodiscard]] bool was_told_goodbye() const;
    [[nodiscard]] std::string asked_for_host() const;

private:
    int socket_;
    std::unique_ptr<SSL, FreeSsl> session_;
};

/// Accepts one connection on a free port of 127.0.0.1 and lets `script` serve it, on a thread of
/// its own.
class LoopbackServer {
public:
    using Script = std::function<void(Peer&)>;

    LoopbackServer(const support::Identity& identity, Script script);
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;
    ~LoopbackServer();

    [[nodiscard]] std::uint16_t port() const { return port_; }

    [[nodiscard]] SSL_CTX* context() { return context_.get(); }

private:
    void serve(const Script& script) const;

    std::unique_ptr<SSL_CTX, FreeSsl> context_;
    int listener_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

} // namespace net_test
