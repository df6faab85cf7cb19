#pragma once

#include "adapters/imap/wire/diagnostic.hpp"
#include "adapters/imap/wire/response.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace imap::session {

/// Names a submitted command until it is settled.
struct Ticket {
    std::uint32_t value = 0;

    auto operator<=>(const Ticket&) const = default;
};

/// The server's first words: OK or PREAUTH.
struct Greeted {
    wire::Status status;
};

/// Anything untagged but BYE. It may answer a command or come by itself: by its content only can it
/// be told whose it is.
struct Data {
    wire::Response response;
};

/// The command's bytes were handed out; `trace` is one line for people, without secrets.
struct Sent {
    Ticket ticket;
    std::string trace;
};

/// IDLE has begun.
struct Idling {
    Ticket ticket;
};

/// The tagged answer.
struct Completed {
    Ticket ticket;
    wire::Status status;
};

/// What is known of a command whose answer will never come.
enum class Fate : unsigned char {
    never_sent,      ///< No server can have executed it.
    safe_to_resend,  ///< It changes nothing, or nothing that saying it twice would change.
    outcome_unknown, ///< It may have been executed: read back first.
};

struct Abandoned {
    Ticket ticket;
    Fate fate = Fate::never_sent;
};

struct SaidBye {
    wire::Status status;
    bool asked_for = false; ///< After our LOGOUT.
};

/// Something the server should not have sent. After a fatal one nothing it sends can be trusted.
struct Fault {
    wire::Diagnostic diagnostic;
    bool fatal = false;
};

using Event = std::variant<Greeted, Data, Sent, Idling, Completed, Abandoned, SaidBye, Fault>;

} // namespace imap::session
