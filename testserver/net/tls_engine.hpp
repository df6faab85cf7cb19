#pragma once

#include "testserver/net/certificate_forge.hpp"
#include "testserver/scenario/admission.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace testserver {

/// What all connections of a server share: its certificate and the TLS versions.
class TlsContext {
public:
    explicit TlsContext(const TlsIdentity& identity, const Admission& admission = {});
    ~TlsContext();
    TlsContext(TlsContext&&) noexcept;
    TlsContext& operator=(TlsContext&&) noexcept;

private:
    friend class TlsEngine;
    struct Native;

    std::unique_ptr<Native> native_;
};

/// The server's end of one TLS connection without a socket: cipher bytes in, plain bytes out, and
/// back. Faults below TLS can so be put between it and the socket.
class TlsEngine {
public:
    explicit TlsEngine(const TlsContext& context);
    ~TlsEngine();
    TlsEngine(TlsEngine&&) = delete;
    TlsEngine& operator=(TlsEngine&&) = delete;

    /// Bytes from the socket.
    void receive(std::string_view cipher);
    /// What the peer said, decrypted.
    std::string take_plain();
    /// Only after the handshake.
    void send(std::string_view plain);
    /// Says that nothing follows.
    void close_notify();
    /// Bytes for the socket.
    std::string take_cipher();

    // Faults (tls_fault.hpp). What the version cannot do is left out.

    void renegotiate();
    void update_keys(std::uint32_t count);
    void send_tickets(std::uint32_t count);
    void request_certificate();
    void send_empty_records(std::uint32_t count);

    [[nodiscard]] bool established() const;

    /// A fault of the peer; the alert that names it is among the bytes for the socket.
    [[nodiscard]] bool failed() const { return failed_; }

    /// The peer sent its close_notify.
    [[nodiscard]] bool peer_closed() const;

private:
    struct Native;

    bool proceed(int result);

    std::unique_ptr<Native> native_;
    bool failed_ = false;
};

} // namespace testserver
