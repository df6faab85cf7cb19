#include "testserver/net/socket_tricks.hpp"

#include <linux/filter.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace testserver {

bool reset_when_closed(int socket) {
    const linger hard{.l_onoff = 1, .l_linger = 0};
    return ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard) == 0;
}

bool become_black_hole(int socket) {
    sock_filter keep_nothing{.code = BPF_RET | BPF_K, .jt = 0, .jf = 0, .k = 0};
    const sock_fprog program{.len = 1, .filter = &keep_nothing};
    return ::setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}

bool forget_when_closed(int socket) {
    const int on = 1;
    return ::setsockopt(socket, IPPROTO_TCP, TCP_REPAIR, &on, sizeof on) == 0;
}

bool acknowledge_now(int socket) {
    const int on = 1;
    return ::setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on) == 0;
}

bool all_acknowledged(int socket) {
    int waiting = 0;
    return ::ioctl(socket, SIOCOUTQ, &waiting) == 0 && waiting == 0;
}

bool shrink_window(int socket) {
    const int least = 1; // The kernel raises it to its own minimum.
    return ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &least, sizeof least) == 0;
}

} // namespace testserver
