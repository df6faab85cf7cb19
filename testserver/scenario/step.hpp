#pragma once

#include "testserver/scenario/tls_fault.hpp"

#include <chrono>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace testserver {

/// How the server's side of a connection ends. Each is what the peer's kernel sees, not what the
/// server calls (FAULTS A and F.1).
enum class Closing : unsigned char {
    notify,   ///< close_notify, then a FIN that is a FIN: unread input is drained first.
    fin,      ///< The same FIN without close_notify: a truncation to TLS, an end to TCP.
    truncate, ///< The FIN falls inside a TLS record: half of the last one is withheld.
    rst,      ///< RST; what was not sent yet is lost.
    half,     ///< The server stops writing and goes on reading: FIN one way only.
    vanish,   ///< No FIN, no RST, no ACK, whatever the peer sends: behind a NAT that forgot.
    reboot,   ///< Nothing now, and RST for whatever the peer sends next.
};

namespace step {

/// Plain bytes, before COMPRESS and TLS.
struct Send {
    std::string bytes;
};

/// What was sent so far leaves as a segment, and as a TLS record, of its own.
struct Flush {};

/// Waits; input is still read and acknowledged meanwhile. For ever when there is no time.
struct Pause {
    std::optional<std::chrono::milliseconds> time;
};

/// Stops taking input off the socket, so that the peer's window closes; goes on with the next step.
/// For ever when there is no time.
struct StopReading {
    std::optional<std::chrono::milliseconds> time;
};

struct Close {
    Closing how = Closing::notify;
};

} // namespace step

/// One thing that a connection's carrier (a socket, or the link in memory) does; in order, each
/// when the one before it is done. Data only: the sessions say what happens, the carriers do it.
using Step =
    std::variant<step::Send, step::Flush, step::Pause, step::StopReading, step::Close, TlsFault>;

using Steps = std::vector<Step>;

inline void append(Steps& to, Steps more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

} // namespace testserver
