#pragma once

#include <chrono>

namespace imap::client {

/// How a connection that waits for news is kept from dying unnoticed (DESIGN 6).
struct Keepalive {
    /// IDLE is renewed after so long without a line: routers forget an idle connection after 10 to
    /// 30 minutes, and an IDLE that tells nothing (FAULTS I7) is found out by the NOOP behind it.
    std::chrono::milliseconds quiet{std::chrono::minutes{5}};
    /// However much comes: a server may end a session that shows no command for 30 minutes (RFC
    /// 2177).
    std::chrono::milliseconds longest{std::chrono::minutes{29}};
    /// Between two NOOPs where there is no IDLE.
    std::chrono::milliseconds poll{std::chrono::minutes{1}};
    /// Between two looks at the clocks.
    std::chrono::milliseconds tick{std::chrono::seconds{30}};
    /// The wall may run ahead of the monotonic clock by so much between two looks before that is
    /// taken for a suspend; NTP corrects by less.
    std::chrono::seconds jump{10};
};

} // namespace imap::client
