#pragma once

#include "testserver/net/certificate_forge.hpp"
#include "testserver/net/channel.hpp"
#include "testserver/scenario/admission.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace testserver {

/// What all connections of one kind of admission share: certificate, versions, ciphers.
class TlsContext {
public:
    explicit TlsContext(const TlsIdentity& identity, const Admission& admission = {});
    ~TlsContext();
    TlsContext(TlsContext&&) noexcept;
    TlsContext& operator=(TlsContext&&) noexcept;

    /// A client that names no host gets the certificate of `other`, which has to live as long.
    void without_sni(const TlsContext& other);

private:
    friend class TlsEngine;
    struct Native;

    std::unique_ptr<Native> native_;
};

/// TLS as OpenSSL does it, and what OpenSSL can be brought to do that it should not.
class TlsEngine final : public Channel {
public:
    explicit TlsEngine(const TlsContext& context);
    ~TlsEngine() override;

    void receive(std::string_view cipher) override;
    std::string take_plain() override;
    void send(std::string_view plain) override;
    void close_notify() override;
    std::string take_raw() override;

    [[nodiscard]] bool established() const override { return established_; }

    [[nodiscard]] bool failed() const override { return failed_; }

    [[nodiscard]] bool peer_closed() const override;

    void say_goodbye_too_soon() override;
    void renegotiate() override;
    void update_keys(std::uint32_t count) override;
    void send_tickets(std::uint32_t count) override;
    void request_certificate() override;

private:
    struct Native;

    void shake_hands();
    void write_unsent();
    bool proceed(int result);

    std::unique_ptr<Native> native_;
    bool established_ = false;
    bool failed_ = false;
};

} // namespace testserver
