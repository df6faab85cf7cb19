#pragma once

#include "adapters/imap/client/conversation.hpp"
#include "adapters/imap/client/keepalive.hpp"
#include "ports/clock.hpp"
#include "ports/mail_store.hpp"
#include "ports/result.hpp"

#include <cstdint>
#include <stop_token>
#include <utility>

namespace imap::client {

/// Listens on a selected folder until something is told or the time is up: in IDLE (RFC 2177) where
/// that works, by NOOP elsewhere. IDLE is never believed: it is renewed, each time with a NOOP that
/// tells what an IDLE kept to itself, and it ends at once when the clocks show that the machine
/// slept, because the answer to DONE proves the link.
class Listening {
public:
    struct World {
        Conversation& conversation;
        ports::Clock& clock;
        Sleep sleep;
        Keepalive keepalive;
        bool idle = true; ///< The server has IDLE, and has not refused it yet.
    };

    explicit Listening(World world)
        : world_(std::move(world)), known_(world_.conversation.arrivals_and_departures()) {}

    ports::Result<ports::News> until(ports::Clock::Monotonic deadline, const std::stop_token& stop);

    /// False once the server has refused IDLE, or ended it at once.
    [[nodiscard]] bool idle_works() const { return world_.idle; }

private:
    using Moment = ports::Clock::Monotonic;

    ports::Result<void> probe(const std::stop_token& stop);
    ports::Result<void> idle(Moment deadline, const std::stop_token& stop);
    ports::Result<void> poll(Moment deadline, const std::stop_token& stop);
    void note(const wire::Response& response);

    World world_;
    std::uint64_t known_; ///< Arrivals and departures before it began.
    bool told_ = false;   ///< Something came, went or was changed.
};

} // namespace imap::client
