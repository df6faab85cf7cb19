#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace testserver {

/// The server's end of one connection without a socket: bytes from the socket in, what the peer
/// said out, and back. Faults below TLS can so be put between it and the socket.
class Channel {
public:
    Channel() = default;
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    virtual ~Channel() = default;

    /// Bytes from the socket.
    virtual void receive(std::string_view raw) = 0;
    /// What the peer said.
    virtual std::string take_plain() = 0;
    /// Only when established.
    virtual void send(std::string_view plain) = 0;
    /// Says that nothing follows.
    virtual void close_notify() = 0;
    /// Bytes for the socket.
    virtual std::string take_raw() = 0;

    [[nodiscard]] virtual bool established() const = 0;

    /// A fault of the peer; the alert that names it is among the bytes for the socket.
    [[nodiscard]] virtual bool failed() const = 0;

    /// The peer said that nothing follows.
    [[nodiscard]] virtual bool peer_closed() const = 0;

    // Faults (tls_fault.hpp). What the channel or its version cannot do is left out.

    virtual void say_goodbye_too_soon() {}

    virtual void renegotiate() {}

    virtual void update_keys(std::uint32_t /*count*/) {}

    virtual void send_tickets(std::uint32_t /*count*/) {}

    virtual void request_certificate() {}
};

/// No TLS at all: what is said is what is sent.
class ClearChannel final : public Channel {
public:
    void receive(std::string_view raw) override { heard_ += raw; }

    std::string take_plain() override { return std::exchange(heard_, {}); }

    void send(std::string_view plain) override { said_ += plain; }

    void close_notify() override {}

    std::string take_raw() override { return std::exchange(said_, {}); }

    [[nodiscard]] bool established() const override { return true; }

    [[nodiscard]] bool failed() const override { return false; }

    [[nodiscard]] bool peer_closed() const override { return false; }

private:
    std::string heard_;
    std::string said_;
};

} // namespace testserver
