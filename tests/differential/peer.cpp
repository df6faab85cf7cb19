#include "tests/differential/peer.hpp"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace differential {
namespace {

namespace wire = imap::wire;

/// A server that says nothing for so long has hung.
constexpr timeval patience{20, 0};

class TcpPeer final : public Peer {
public:
    explicit TcpPeer(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
            throw std::runtime_error{"cannot connect to 127.0.0.1"};
        }
    }

    TcpPeer(const TcpPeer&) = delete;
    TcpPeer& operator=(const TcpPeer&) = delete;

    ~TcpPeer() override { ::close(fd_); }

protected:
    std::string exchange(std::string_view bytes) override {
        while (!bytes.empty()) {
            const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return {};
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        std::array<char, 64 * 1024> chunk{};
        const auto received = ::recv(fd_, chunk.data(), chunk.size(), 0);
        return received <= 0 ? std::string{}
                             : std::string(chunk.data(), static_cast<std::size_t>(received));
    }

private:
    int fd_;
};

class FakePeer final : public Peer {
public:
    explicit FakePeer(testserver::World& world) : session_(world, now()) {}

protected:
    std::string exchange(std::string_view bytes) override {
        session_.receive(bytes, now());
        return session_.take_output();
    }

private:
    static testserver::Instant now() {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }

    testserver::ServerSession session_;
};

bool is_answer(std::string_view text, std::string_view tag) {
    return text.size() > tag.size() && text.starts_with(tag) && text[tag.size()] == ' ';
}

} // namespace

void Peer::greet() {
    read_until("*");
}

std::vector<std::string> Peer::ask(std::string_view tag, const std::string& command) {
    unsent_ = std::string{tag} + ' ' + command + "\r\n";
    return read_until(tag);
}

std::vector<std::string> Peer::read_until(std::string_view tag) {
    std::vector<std::string> responses;
    while (true) {
        const auto event = framer_.next();
        if (const auto* frame = std::get_if<wire::Frame>(&event)) {
            responses.emplace_back(frame->text);
            if (is_answer(responses.back(), tag)) {
                return responses;
            }
        } else if (std::holds_alternative<wire::NeedMore>(event)) {
            const auto bytes = exchange(std::exchange(unsent_, {}));
            if (bytes.empty()) {
                responses.emplace_back("(the stream ended)");
                return responses;
            }
            framer_.receive(bytes);
        } else {
            responses.emplace_back("(not to be framed)");
            return responses;
        }
    }
}

std::unique_ptr<Peer> connect_to(std::uint16_t port) {
    return std::make_unique<TcpPeer>(port);
}

std::unique_ptr<Peer> connect_to(testserver::World& world) {
    return std::make_unique<FakePeer>(world);
}

} // namespace differential
