#pragma once

#include "ports/clock.hpp"
#include "ports/mail_store.hpp"
#include "ports/result.hpp"

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

namespace net {

using Deadline = ports::Clock::Monotonic;

/// How the peer's byte stream ended.
enum class Ending : unsigned char {
    eof,       ///< The peer said good-bye (TLS close_notify) and closed.
    truncated, ///< Closed without close_notify: what was under way may be incomplete.
    reset,     ///< RST, or the network gave the connection up.
    damaged,   ///< TLS found bytes that the peer cannot have sent.
};

/// Valid until the next call on the transport; never empty.
struct Incoming {
    std::string_view bytes;
};

struct Closed {
    Ending how = Ending::eof;
    std::string cause; ///< In words, for the user.
};

struct TimedOut {};

struct Interrupted {};

using Arrival = std::variant<Incoming, Closed, TimedOut, Interrupted>;

/// One connection to a server, as the plain bytes above TLS. Hides sockets, TLS and how waiting is
/// done; the in-memory link of the simulations implements it too.
///
/// Flow: exchange, any number, until Closed → close.
class Transport {
public:
    virtual ~Transport() = default;

    /// Takes `outgoing` over and returns as soon as something arrives, the stream ends, the
    /// deadline passes or a stop is asked for. What the peer does not take yet stays queued and
    /// goes out during later calls, so a blocked write never stops the reading. Once closed, closed
    /// for ever.
    virtual Arrival
    exchange(std::string_view outgoing, Deadline deadline, const std::stop_token& stop) = 0;

    /// The last so many bytes that were taken over have certainly not left this machine.
    [[nodiscard]] virtual std::size_t unsent() const = 0;

    /// On the wire: with TLS's own bytes, where there are any.
    [[nodiscard]] virtual ports::Transferred transferred() const = 0;

    /// Says good-bye (close_notify) and closes. Nothing can be exchanged afterwards.
    virtual void close(Deadline deadline) = 0;
};

/// Makes connections to one server that is known from the start. Each call resolves anew.
class Connector {
public:
    virtual ~Connector() = default;
    virtual ports::Result<std::unique_ptr<Transport>> connect(const std::stop_token& stop) = 0;
};

} // namespace net
