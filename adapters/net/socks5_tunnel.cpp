#include "adapters/net/tunnel.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace net {

namespace {

using ports::Failure;
using ports::FailureKind;

// RFC 1928 and, for the password, RFC 1929.
constexpr char version = 5;
constexpr char password_version = 1;
constexpr char no_login = 0;
constexpr char by_password = 2;
constexpr char connect = 1;
constexpr char v4_address = 1;
constexpr char name_address = 3;
constexpr char v6_address = 4;
constexpr std::size_t v4_size = 4;
constexpr std::size_t v6_size = 16;
constexpr std::size_t port_size = 2;
/// A length is one byte.
constexpr std::size_t longest_text = 255;

struct Reply {
    FailureKind kind;
    std::string_view words;
};

// By the reply's number (RFC 1928 6), from 1.
constexpr std::array replies{
    Reply{FailureKind::unreachable, "it failed"},
    Reply{FailureKind::config, "its rules do not allow it"},
    Reply{FailureKind::unreachable, "the network cannot be reached"},
    Reply{FailureKind::unreachable, "the host cannot be reached"},
    Reply{FailureKind::unreachable, "the connection was refused"},
    Reply{FailureKind::unreachable, "it took too long"},
    Reply{FailureKind::config, "it does not know how to connect"},
    Reply{FailureKind::config, "it does not know this kind of address"},
};

std::string with_length(std::string_view text) {
    return static_cast<char>(std::min(text.size(), longest_text)) +
           std::string{text.substr(0, longest_text)};
}

std::string address_of(const std::string& host) {
    boost::system::error_code no_address;
    const auto address = boost::asio::ip::make_address(host, no_address);
    if (no_address) {
        return name_address + with_length(host);
    }
    if (address.is_v4()) {
        const auto bytes = address.to_v4().to_bytes();
        return v4_address + std::string{bytes.begin(), bytes.end()};
    }
    const auto bytes = address.to_v6().to_bytes();
    return v6_address + std::string{bytes.begin(), bytes.end()};
}

///   greeting ─► choice ─(password)─► verdict ─► reply ─► bound address ─► done
class Socks5Tunnel final : public Tunnel {
public:
    Socks5Tunnel(const Proxy& proxy, Destination destination)
        : proxy_(proxy.address()), named_by_(proxy.named_by), login_(proxy.login),
          destination_(std::move(destination)) {
        output_ = login_ ? std::string{version, 2, no_login, by_password}
                         : std::string{version, 1, no_login};
    }

    std::string output() override { return std::exchange(output_, {}); }

    [[nodiscard]] std::size_t wants() const override { return wants_; }

    std::optional<Failure> receive(std::string_view bytes) override {
        switch (state_) {
        case State::choice:
            return after_choice(bytes);
        case State::verdict:
            return after_verdict(bytes);
        case State::reply:
            return after_reply(bytes);
        case State::name_length:
            wants_ = static_cast<unsigned char>(bytes[0]) + port_size;
            state_ = State::bound;
            return std::nullopt;
        case State::bound:
            wants_ = 0;
            return std::nullopt;
        }
        return std::nullopt;
    }

private:
    enum class State : unsigned char { choice, verdict, reply, name_length, bound };

    std::optional<Failure> after_choice(std::string_view bytes) {
        if (bytes[0] != version) {
            return Failure{
                FailureKind::protocol,
                fmt::format("{} does not answer like a SOCKS5 proxy", proxy_),
                "Is it an http:// one?",
                {}
            };
        }
        if (bytes[1] == no_login) {
            ask_to_connect();
            return std::nullopt;
        }
        if (bytes[1] == by_password && login_) {
            output_ = password_version + with_length(login_->user) +
                      with_length(login_->password.reveal());
            state_ = State::verdict;
            return std::nullopt;
        }
        return login_refused("asks for a user and password");
    }

    std::optional<Failure> after_verdict(std::string_view bytes) {
        if (bytes[1] != 0) {
            return login_refused("does not accept the user and password");
        }
        ask_to_connect();
        return std::nullopt;
    }

    void ask_to_connect() {
        const auto port = destination_.port;
        output_ = std::string{version, connect, 0} + address_of(destination_.host) +
                  static_cast<char>(port >> 8U) + static_cast<char>(port & 0xFFU);
        state_ = State::reply;
        wants_ = 4;
    }

    std::optional<Failure> after_reply(std::string_view bytes) {
        const auto number = static_cast<unsigned char>(bytes[1]);
        if (bytes[0] == version && number != 0) {
            return refusal(number);
        }
        switch (bytes[0] == version ? bytes[3] : 0) {
        case v4_address:
            wants_ = v4_size + port_size;
            break;
        case v6_address:
            wants_ = v6_size + port_size;
            break;
        case name_address:
            wants_ = 1;
            state_ = State::name_length;
            return std::nullopt;
        default:
            return Failure{
                FailureKind::protocol,
                fmt::format("The SOCKS5 proxy {} answers without sense", proxy_),
                {},
                {}
            };
        }
        state_ = State::bound;
        return std::nullopt;
    }

    [[nodiscard]] Failure refusal(unsigned char number) const {
        const Reply reply = number <= replies.size() ? replies.at(number - 1U) : replies.front();
        return {
            reply.kind,
            fmt::format(
                "The proxy {} does not connect to {} port {}: {}",
                proxy_,
                destination_.host,
                destination_.port,
                reply.words
            ),
            fmt::format(
                "It was named by {}. Without it: --proxy none, or the host in NO_PROXY", named_by_
            ),
            {}
        };
    }

    [[nodiscard]] Failure login_refused(std::string_view what) const {
        return {
            FailureKind::config,
            fmt::format("The proxy {} {}", proxy_, what),
            "Put USER:PASSWORD in a file of mode 0600, and say proxy_secret_file.",
            {}
        };
    }

    std::string proxy_;
    std::string named_by_;
    std::optional<ProxyLogin> login_;
    Destination destination_;
    std::string output_;
    State state_ = State::choice;
    std::size_t wants_ = 2;
};

} // namespace

std::unique_ptr<Tunnel> socks5_tunnel(const Proxy& proxy, const Destination& destination) {
    return std::make_unique<Socks5Tunnel>(proxy, destination);
}

std::unique_ptr<Tunnel> make_tunnel(const Proxy& proxy, const Destination& destination) {
    return proxy.kind == ProxyKind::http ? http_tunnel(proxy, destination)
                                         : socks5_tunnel(proxy, destination);
}

} // namespace net
