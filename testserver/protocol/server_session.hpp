#pragma once

#include "testserver/protocol/world.hpp"
#include "testserver/scenario/interceptor.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace testserver {

/// A command was answered, or a line in IDLE or a SASL exchange was taken in.
struct CommandDone {
    std::string name; ///< Upper case: "UID FETCH".
};

struct LoggedIn {
    std::string user;
};

/// The session is over: do what take_steps() still gives, then close.
struct SessionEnded {};

using ServerEvent = std::variant<CommandDone, LoggedIn, SessionEnded>;

/// One connection's server side as a state machine: knows no socket, clock, thread or file. Speaks
/// as its world's profile does. Several sessions share one world; after any of them has worked,
/// wake() the others so that those in IDLE can say what changed.
///
/// Flow: do take_steps() until there are none (the greeting first); then, in a loop, receive(bytes)
/// and again take_steps() until there are none, looking at next_event(); when finished(), close.
class ServerSession {
public:
    ServerSession(
        World& world,
        Instant now,
        const ConnectionFacts& facts = {},
        Interceptor* interceptor = nullptr
    );
    ServerSession(ServerSession&&) noexcept;
    ServerSession& operator=(ServerSession&&) noexcept;
    ~ServerSession();

    /// Bytes from the client; deflated ones after COMPRESS. Only stores them.
    void receive(std::string_view bytes, Instant now);
    /// Other sessions have worked, or time has passed.
    void wake(Instant now);
    /// Does the work, as far as about 128 KB of answers: what the connection does next. Empty when
    /// the client has to speak next.
    Steps take_steps();
    /// The bytes alone, for whoever plays no faults.
    std::string take_output();
    std::optional<ServerEvent> next_event();
    [[nodiscard]] bool finished() const;

private:
    class State;

    std::unique_ptr<State> state_;
};

} // namespace testserver
