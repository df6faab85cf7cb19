#include "tests/support/cutting_proxy.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <random>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace support {

namespace {

// How soon the end of the object is noticed.
constexpr int tick_ms = 5;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

class Socket {
public:
    explicit Socket(int descriptor) : descriptor_(descriptor) {}

    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    ~Socket() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }

    [[nodiscard]] int get() const { return descriptor_; }

    void close_by_reset() const {
        const linger at_once{1, 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }

private:
    int descriptor_;
};

bool readable(int descriptor) {
    pollfd wanted{descriptor, POLLIN, 0};
    return ::poll(&wanted, 1, tick_ms) > 0;
}

/// FIN, and not the RST that a socket closed over unread input sends: reads until the other side
/// has noticed.
void close_in_order(int descriptor, const std::stop_token& stop) {
    ::shutdown(descriptor, SHUT_WR);
    std::array<char, 4096> unread{};
    while (!stop.stop_requested()) {
        if (readable(descriptor) && ::recv(descriptor, unread.data(), unread.size(), 0) <= 0) {
            return;
        }
    }
}

} // namespace

NextCut cuts_by_chance(std::uint64_t seed, std::uint64_t longest) {
    return [chance = std::mt19937_64{seed}, longest]() mutable {
        const auto after = 1 + chance() % longest;
        const auto how = chance() % 2 == 0 ? LineCut::How::rst : LineCut::How::fin;
        return std::optional{LineCut{LineCut::Counted::both, after, how}};
    };
}

CuttingProxy::CuttingProxy(std::uint16_t target, NextCut next, Tap tap)
    : target_(target), next_(std::move(next)), tap_(std::move(tap)),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    auto address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error{"the proxy cannot listen"};
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

void CuttingProxy::run(const std::stop_token& stop) {
    const Socket listener{listener_};
    while (!stop.stop_requested()) {
        if (!readable(listener.get())) {
            continue;
        }
        const Socket client{::accept(listener.get(), nullptr, nullptr)};
        const Socket server{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        auto address = loopback(target_);
        const auto cut = next_();
        const bool reached =
            ::connect(server.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
            carry(client.get(), server.get(), cut, stop);
        if (!reached) {
            continue;
        }
        ++cuts_;
        if (cut->how == LineCut::How::rst) {
            client.close_by_reset();
        } else {
            close_in_order(client.get(), stop);
        }
    }
}

bool CuttingProxy::carry(
    int client, int server, std::optional<LineCut> cut, const std::stop_token& stop
) {
    std::array<char, 16 * 1024> buffer{};
    while (!stop.stop_requested()) {
        std::array<pollfd, 2> both{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
        if (::poll(both.data(), both.size(), tick_ms) <= 0) {
            continue;
        }
        for (const auto& [from, asked, happened] : both) {
            if (happened == 0) {
                continue;
            }
            const auto got = ::recv(from, buffer.data(), buffer.size(), 0);
            if (got <= 0) {
                return false; // One side is done, and so is the other.
            }
            const bool by_client = from == client;
            const bool counts = cut && (cut->counted == LineCut::Counted::both ||
                                        (cut->counted == LineCut::Counted::client) == by_client);
            const auto whole = static_cast<std::uint64_t>(got);
            const auto part = counts ? std::min(whole, cut->after) : whole;
            if (::send(by_client ? server : client, buffer.data(), part, MSG_NOSIGNAL) < 0) {
                return false;
            }
            if (tap_ && !by_client) {
                tap_({buffer.data(), part});
            }
            if (counts && (cut->after -= part) == 0) {
                return true;
            }
        }
    }
    return false;
}

} // namespace support
