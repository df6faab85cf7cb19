#pragma once

#include <chrono>

namespace imap::client {

/// How long each kind of silence may last. A slow answer never dies while it moves: only silence is
/// counted, and every received byte starts it anew.
struct Deadlines {
    /// Gmail's front end greets in well under a second; overloaded servers take some.
    std::chrono::milliseconds greeting{std::chrono::seconds{30}};
    /// Until the first byte of an answer: a throttled account waits 10 to 120 s for some
    /// (FAULTS A11).
    std::chrono::milliseconds first_byte{std::chrono::seconds{150}};
    /// Inside an answer, between two bytes.
    std::chrono::milliseconds silence{std::chrono::seconds{60}};
    /// Until "+": the server has nothing to think about.
    std::chrono::milliseconds continuation{std::chrono::seconds{30}};
    /// Until the answer to DONE; later the link is dead (DESIGN 6).
    std::chrono::milliseconds done{std::chrono::seconds{15}};
    /// For UNSELECT and LOGOUT together: politeness must not keep anybody waiting.
    std::chrono::milliseconds goodbye{std::chrono::seconds{3}};
    /// For TLS's close_notify.
    std::chrono::milliseconds close{std::chrono::seconds{1}};
    /// The same two after a stop was asked for: the words still leave, and whoever asked has the
    /// prompt back within a second, whatever the server does.
    std::chrono::milliseconds hurried_goodbye{500};
    std::chrono::milliseconds hurried_close{200};
};

} // namespace imap::client
