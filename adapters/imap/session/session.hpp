#pragma once

#include "adapters/imap/session/capabilities.hpp"
#include "adapters/imap/session/command_kind.hpp"
#include "adapters/imap/session/deflate.hpp"
#include "adapters/imap/session/event.hpp"
#include "adapters/imap/wire/client_command.hpp"
#include "adapters/imap/wire/framer.hpp"
#include "adapters/imap/wire/write_command.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace imap::session {

enum class State : unsigned char {
    greeting,
    not_authenticated,
    authenticated,
    selected,
    logout, ///< BYE was said, by either side.
    closed,
};

/// What the server owes us, so that the caller can choose a deadline; of several the last counts.
enum class Awaited : unsigned char {
    nothing,
    greeting,
    answer,       ///< The first byte of an answer to a command in flight.
    continuation, ///< "+" for a literal or for IDLE.
    news,         ///< In IDLE: nothing is owed.
    end_of_idle,  ///< The answer to DONE.
    goodbye,      ///< The answer to LOGOUT.
};

/// The client's end of one IMAP connection as a pure state machine: it knows no socket, clock or
/// thread. Commands are pipelined as far as their kind allows; each is settled exactly once, by
/// Completed or Abandoned.
///
/// Flow: submit commands; hand output() to the peer; receive() what comes; next_event() until it is
/// empty; output() again. When the connection ends: lost(), then next_event() until it is empty.
class Session {
public:
    explicit Session(wire::Limits limits = {});

    /// Queues a command. A diagnostic when it cannot be said on the wire; nothing is queued then.
    wire::Parsed<Ticket> submit(const wire::client::ClientCommand& command);
    /// Sends DONE, at once or as soon as IDLE has begun.
    void end_idle();
    /// Abandons every command of which nothing was written yet.
    void withdraw_unsent();
    /// Its data and completion are of no interest any more; the answer is still waited for, so that
    /// no later command is mistaken for it.
    void forget(Ticket ticket);

    void receive(std::string_view bytes);
    /// Bytes for the server, taken out; a credential may be among them, so wipe them once they are
    /// sent. Events come first: a "+" is noticed by next_event.
    [[nodiscard]] std::string output();
    [[nodiscard]] std::optional<Event> next_event();
    /// The connection ended; the last `unsent` bytes of all output never left.
    void lost(std::size_t unsent);

    [[nodiscard]] State state() const { return state_; }

    [[nodiscard]] Awaited awaited() const;

    [[nodiscard]] const Capabilities& capabilities() const { return capabilities_; }

    /// Names may be written in UTF-8 (ENABLE UTF8=ACCEPT).
    [[nodiscard]] bool utf8() const { return utf8_; }

    /// Commands that are not settled.
    [[nodiscard]] std::size_t pending() const { return pending_.size(); }

private:
    struct Pending {
        Ticket ticket;
        std::string tag;
        Kind kind = Kind::query;
        std::string trace;
        std::deque<wire::CommandChunk> unwritten;
        std::uint64_t end = 0; ///< Offset in all output behind its last byte, once written.
        bool started = false;
        bool forgotten = false;
        wire::SecretText sasl_reply; ///< Of AUTHENTICATE: what the next challenge is answered with.
        std::string sasl_refusal_reply;
        unsigned challenges = 0;
        bool idling = false;
        bool done_wanted = false;
    };

    bool step();
    void process(const wire::FrameEvent& event);
    void process_response(wire::Response response);
    void process_greeting(wire::Response response);
    void process_continuation();
    void process_tagged(const wire::Response& response);
    void process_untagged(wire::Response response);
    void note_capabilities(const wire::ResponseCode& code);
    void take_effect(Kind kind, wire::Condition condition);
    void answer_challenge(Pending& command);
    void fault(std::string_view expected, bool fatal);
    void fault(wire::Diagnostic diagnostic, bool fatal);

    [[nodiscard]] bool may_start(const Pending& command) const;
    void write(Pending& command);
    void write(std::string_view bytes);
    [[nodiscard]] bool is_our_tag(std::string_view head) const;
    [[nodiscard]] Fate fate_of(const Pending& command, std::size_t unsent) const;
    [[nodiscard]] static Awaited awaited_by(const Pending& command);

    wire::Framer framer_;
    State state_ = State::greeting;
    Capabilities capabilities_;
    bool capabilities_came_ = false; ///< Since the login was sent.
    bool utf8_ = false;
    std::deque<Pending> pending_; ///< In the order of submission.
    std::uint32_t last_ticket_ = 0;
    std::string output_;
    std::uint64_t output_octets_ = 0; ///< All that was ever put into output_.
    std::deque<Event> events_;
    unsigned faults_ = 0;
    bool distrusted_ = false; ///< After a fatal fault: nothing more is read or written.
    std::optional<Deflater> deflater_;
    std::optional<Inflater> inflater_;
};

} // namespace imap::session
