#pragma once

namespace testserver {

/// What a socket can be made to do so that its peer sees a network or a machine that fails. All are
/// best effort: each says whether the kernel allowed it.

/// Closing sends RST, and what was not sent is lost.
bool reset_when_closed(int socket);

/// From now on every segment of the peer is dropped unread and unacknowledged (socket(7),
/// SO_ATTACH_FILTER): a black hole, as behind a NAT that forgot.
bool become_black_hole(int socket);

/// Closing says nothing, and the kernel answers whatever comes later with RST, as after a reboot
/// (tcp(7), TCP_REPAIR). Needs CAP_NET_ADMIN.
bool forget_when_closed(int socket);

/// Acknowledges now what came, and does not wait for an answer to carry it.
bool acknowledge_now(int socket);

/// Whether the peer's kernel has acknowledged all that was written.
bool all_acknowledged(int socket);

/// The receive buffer becomes as small as the kernel allows: a peer whose bytes nobody reads soon
/// finds the window closed.
bool shrink_window(int socket);

} // namespace testserver
