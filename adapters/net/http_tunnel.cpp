#include "adapters/net/tunnel.hpp"

#include <fmt/core.h>
#include <openssl/evp.h>

#include <charconv>
#include <utility>

namespace net {

namespace {

using ports::Failure;
using ports::FailureKind;

/// Status line and header of the answer to CONNECT; proxies add a few fields.
constexpr std::size_t longest_answer = std::size_t{16} * 1024;
constexpr std::string_view end_of_header = "\r\n\r\n";
constexpr int ok_class = 2;
constexpr int server_error_class = 5;
constexpr int authentication_required = 407;

std::string base64(std::string_view bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(text.data()),
        reinterpret_cast<const unsigned char*>(bytes.data()),
        static_cast<int>(bytes.size())
    );
    text.resize(static_cast<std::size_t>(size));
    return text;
}

/// RFC 7617; the proxy is trusted with it as the user wrote it down for it, in clear text.
std::string authorization(const ProxyLogin& login) {
    return fmt::format(
        "Proxy-Authorization: Basic {}\r\n",
        base64(fmt::format("{}:{}", login.user, login.password.reveal()))
    );
}

/// "HTTP/1.1 200 …"; 0 when it is no status line.
int status_of(std::string_view answer) {
    constexpr std::size_t code_at = 9;
    constexpr std::size_t code_size = 3;
    int code = 0;
    if (answer.starts_with("HTTP/1.") && answer.size() > code_at + code_size) {
        std::from_chars(answer.data() + code_at, answer.data() + code_at + code_size, code);
    }
    return code;
}

class HttpTunnel final : public Tunnel {
public:
    HttpTunnel(const Proxy& proxy, Destination destination)
        : proxy_(proxy.address()), named_by_(proxy.named_by), destination_(std::move(destination)),
          has_login_(proxy.login.has_value()) {
        const bool v6 = destination_.host.find(':') != std::string::npos;
        const auto target = fmt::format(
            "{}{}{}:{}", v6 ? "[" : "", destination_.host, v6 ? "]" : "", destination_.port
        );
        output_ = fmt::format(
            "CONNECT {0} HTTP/1.1\r\nHost: {0}\r\n{1}\r\n",
            target,
            has_login_ ? authorization(*proxy.login) : ""
        );
    }

    std::string output() override { return std::exchange(output_, {}); }

    /// One by one: behind the empty line the server's own bytes may follow.
    [[nodiscard]] std::size_t wants() const override { return done_ ? 0 : 1; }

    std::optional<Failure> receive(std::string_view bytes) override {
        answer_ += bytes;
        if (!answer_.ends_with(end_of_header)) {
            return answer_.size() < longest_answer ? std::nullopt : std::optional{no_sense()};
        }
        const int code = status_of(answer_);
        done_ = code / 100 == ok_class;
        return done_ ? std::nullopt : std::optional{code == 0 ? no_sense() : refusal(code)};
    }

private:
    [[nodiscard]] Failure refusal(int code) const {
        if (code == authentication_required) {
            return {
                FailureKind::config,
                fmt::format(
                    "The proxy {} {}",
                    proxy_,
                    has_login_ ? "does not accept the user and password"
                               : "asks for a user and password"
                ),
                "Put USER:PASSWORD in a file of mode 0600, and say proxy_secret_file.",
                {}
            };
        }
        // 502 to 504 speak of the server behind, and may pass; a 4xx is the proxy's own mind.
        return {
            code / 100 == server_error_class ? FailureKind::unreachable : FailureKind::config,
            fmt::format(
                "The proxy {} does not connect to {} port {} (HTTP {})",
                proxy_,
                destination_.host,
                destination_.port,
                code
            ),
            fmt::format(
                "It was named by {}. Without it: --proxy none, or the host in NO_PROXY", named_by_
            ),
            {}
        };
    }

    [[nodiscard]] Failure no_sense() const {
        return {
            FailureKind::protocol,
            fmt::format("{} does not answer like an HTTP proxy", proxy_),
            "Is it a socks5:// one?",
            {}
        };
    }

    std::string proxy_;
    std::string named_by_;
    Destination destination_;
    bool has_login_;
    std::string output_;
    std::string answer_;
    bool done_ = false;
};

} // namespace

std::unique_ptr<Tunnel> http_tunnel(const Proxy& proxy, const Destination& destination) {
    return std::make_unique<HttpTunnel>(proxy, destination);
}

} // namespace net
