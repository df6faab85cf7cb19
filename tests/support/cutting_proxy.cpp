#include "tests/support/cutting_proxy.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace support {

namespace {

// How soon the end of the object is noticed.
constexpr int tick_ms = 50;

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

} // namespace

CuttingProxy::CuttingProxy(std::uint16_t target, std::uint64_t seed, std::uint64_t longest)
    : target_(target), longest_(longest), chance_(seed),
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
        if (::connect(server.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
            carry(client.get(), server.get(), stop);
        }
        if (!calm_ && chance_() % 2 == 0) {
            client.close_by_reset();
        }
    }
}

void CuttingProxy::carry(int client, int server, const std::stop_token& stop) {
    std::uint64_t left = 1 + chance_() % longest_;
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
                return; // One side is done, and so is the other.
            }
            const auto whole = static_cast<std::uint64_t>(got);
            const auto part = calm_ ? whole : std::min(whole, left);
            const int to = from == client ? server : client;
            if (::send(to, buffer.data(), part, MSG_NOSIGNAL) < 0) {
                return;
            }
            left -= std::min(left, part);
            if (left == 0 && !calm_) {
                ++cuts_;
                return;
            }
        }
    }
}

} // namespace support
