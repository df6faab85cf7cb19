#pragma once

#include "adapters/net/proxy.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace net {

/// Where a proxy is asked to connect us to.
struct Destination {
    std::string host;
    std::uint16_t port = 0;
};

/// The talk with a proxy until it passes our bytes on: a pure state machine over bytes. It never
/// takes a byte that belongs to the server behind the proxy.
///
/// Flow: send `output`, then read exactly as many bytes as `wants` says, `receive` them; until
/// `done` or a failure.
class Tunnel {
public:
    Tunnel() = default;
    Tunnel(const Tunnel&) = delete;
    Tunnel& operator=(const Tunnel&) = delete;
    virtual ~Tunnel() = default;

    /// What is to be sent now; taken over by the caller.
    [[nodiscard]] virtual std::string output() = 0;
    /// How many bytes to read next; 0 when it is done.
    [[nodiscard]] virtual std::size_t wants() const = 0;
    /// Gives it what was read; the failure when the proxy refuses or makes no sense.
    [[nodiscard]] virtual std::optional<ports::Failure> receive(std::string_view bytes) = 0;
};

/// `proxy` names itself in failures, without its login.
std::unique_ptr<Tunnel> make_tunnel(const Proxy& proxy, const Destination& destination);

std::unique_ptr<Tunnel> http_tunnel(const Proxy& proxy, const Destination& destination);
std::unique_ptr<Tunnel> socks5_tunnel(const Proxy& proxy, const Destination& destination);

} // namespace net
