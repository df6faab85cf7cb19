#pragma once

#include "adapters/imap/client/deadlines.hpp"
#include "adapters/imap/client/pacer.hpp"
#include "adapters/imap/client/sleep.hpp"
#include "adapters/imap/session/session.hpp"
#include "adapters/net/transport.hpp"
#include "ports/clock.hpp"
#include "ports/reporter.hpp"
#include "ports/result.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace imap::client {

using OnData = std::function<void(const wire::Response&)>;

/// Keeps a session and a transport talking to each other: moves the bytes, watches the deadlines,
/// and turns every way in which it can end into one failure. Once broken, broken for ever.
class Conversation {
public:
    struct World {
        ports::Clock& clock;
        ports::Reporter& reporter;
        Deadlines deadlines;
        Sleep sleep = sleep_until;
    };

    Conversation(std::unique_ptr<net::Transport> transport, World world);

    /// Queues a command; it leaves with the next wait.
    ports::Result<session::Ticket> submit(const wire::client::ClientCommand& command);
    /// Waits for what happens next: Greeted, Data, Idling or Completed, no other event.
    ports::Result<session::Event> next(const std::stop_token& stop);
    /// The same, or nothing when `until` comes first; the connection lives on.
    ports::Result<std::optional<session::Event>>
    next_until(net::Deadline until, const std::stop_token& stop);
    /// Call it before each of many commands: it waits when the server asks us to slow down.
    ports::Result<void> pace(const std::stop_token& stop);
    /// Submits, passes on all data until the tagged answer, and returns that: OK, NO or BAD.
    ports::Result<wire::Status> ask(
        const wire::client::ClientCommand& command,
        const std::stop_token& stop,
        const OnData& on_data = [](const wire::Response&) {}
    );

    void forget(session::Ticket ticket) { session_.forget(ticket); }

    /// Sends DONE with the next wait.
    void end_idle() { session_.end_idle(); }

    /// How often the server said that messages came or went, asked or unasked.
    [[nodiscard]] std::uint64_t arrivals_and_departures() const { return came_or_went_; }

    /// How many of the server's answers could not be read, and cost themselves alone.
    [[nodiscard]] std::uint64_t unreadable() const { return unreadable_; }

    /// UNSELECT and LOGOUT where the connection still works, then TLS's good-bye; in a hurry once a
    /// stop was asked for by the token of an earlier call, now or meanwhile.
    void close();

    [[nodiscard]] const session::Capabilities& capabilities() const {
        return session_.capabilities();
    }

    [[nodiscard]] bool utf8() const { return session_.utf8(); }

    [[nodiscard]] bool selected() const { return session_.state() == session::State::selected; }

    [[nodiscard]] ports::Transferred transferred() const { return transport_->transferred(); }

private:
    [[nodiscard]] std::optional<session::Event> take(session::Event event);
    enum class Heard : unsigned char { something, nothing };

    /// Until something comes or breaks, or until `until`, else the deadline of what is awaited.
    ports::Result<Heard> exchange(const std::stop_token& stop, std::optional<net::Deadline> until);
    /// Until the deadline of what is awaited; a connection that misses it is dead.
    ports::Result<void> wait(const std::stop_token& stop);
    void note(const wire::Response& response);
    [[nodiscard]] std::chrono::milliseconds patience() const;
    [[nodiscard]] ports::Failure too_late() const;
    void break_off(ports::Failure cause);
    void say_goodbye();
    void await_goodbye();
    void trace(std::string sentence);

    std::unique_ptr<net::Transport> transport_;
    World world_;
    session::Session session_;
    std::optional<ports::Failure> cause_; ///< Why it is broken.
    std::stop_token stop_;                ///< Of the latest call.
    Pacer pacer_;
    std::uint64_t exists_ = 0; ///< The last EXISTS, less what was expunged since.
    std::uint64_t came_or_went_ = 0;
    std::uint64_t unreadable_ = 0;
    bool heard_ = false; ///< Something came since the last command left.
    bool closed_ = false;
};

} // namespace imap::client
