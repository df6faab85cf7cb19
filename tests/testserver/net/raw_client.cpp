#include "tests/testserver/net/observer.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace testserver_net {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

bool ready(int socket, short what, milliseconds patience) {
    pollfd waited{.fd = socket, .events = what, .revents = 0};
    return ::poll(&waited, 1, static_cast<int>(patience.count())) == 1;
}

int new_socket() {
    return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

int connect_to(int socket, std::uint16_t port, milliseconds patience) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        return 0;
    }
    if (errno == EINPROGRESS && !ready(socket, POLLOUT, patience)) {
        return ETIMEDOUT;
    }
    int error = errno;
    socklen_t size = sizeof error;
    ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

} // namespace

int try_to_connect(std::uint16_t port, milliseconds patience) {
    const int socket = new_socket();
    const int error = connect_to(socket, port, patience);
    ::close(socket);
    return error;
}

RawClient::RawClient(std::uint16_t port) : socket_(new_socket()) {
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes without MSG_NOSIGNAL.
    if (const int error = connect_to(socket_, port, long_enough); error != 0) {
        throw std::system_error{error, std::generic_category(), "connect"};
    }
}

RawClient::~RawClient() {
    ::close(socket_);
}

int RawClient::send(std::string_view bytes) const {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    return sent == static_cast<ssize_t>(bytes.size()) ? 0 : errno;
}

std::string RawClient::read_line() const {
    std::string line;
    char next = 0;
    while (!line.ends_with('\n') && ready(socket_, POLLIN, long_enough) &&
           ::recv(socket_, &next, 1, 0) == 1) {
        line.push_back(next);
    }
    return line;
}

Seen RawClient::read_to_end(milliseconds patience) const {
    Seen seen;
    std::array<char, 64 * 1024> chunk{};
    while (ready(socket_, POLLIN, patience)) {
        const auto count = ::recv(socket_, chunk.data(), chunk.size(), 0);
        if (count <= 0) {
            seen.end = count == 0 ? End::eof : End::reset;
            break;
        }
        seen.bytes.append(chunk.data(), static_cast<std::size_t>(count));
    }
    return seen;
}

int RawClient::unacknowledged(milliseconds patience) const {
    const auto deadline = steady_clock::now() + patience;
    int waiting = 0;
    do {
        std::this_thread::yield();
        ::ioctl(socket_, SIOCOUTQ, &waiting);
    } while (waiting > 0 && steady_clock::now() < deadline);
    return waiting;
}

unsigned RawClient::segments() const {
    tcp_info info{};
    socklen_t size = sizeof info;
    ::getsockopt(socket_, IPPROTO_TCP, TCP_INFO, &info, &size);
    return info.tcpi_data_segs_in;
}

std::size_t RawClient::fill(std::size_t at_most) const {
    const std::string block(64 * 1024, 'x');
    std::size_t taken = 0;
    while (taken < at_most && ready(socket_, POLLOUT, a_while)) {
        const auto sent = ::send(socket_, block.data(), block.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            break;
        }
        taken += static_cast<std::size_t>(sent);
    }
    return taken;
}

} // namespace testserver_net
