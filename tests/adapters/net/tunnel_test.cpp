#include "adapters/net/tunnel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using namespace std::string_literals;
using net::Proxy;
using net::ProxyKind;
using ports::FailureKind;
using testing::HasSubstr;
using testing::Not;

Proxy proxy(ProxyKind kind, bool with_login) {
    Proxy made;
    made.kind = kind;
    made.host = "proxy.example";
    made.port = 3128;
    made.named_by = "ALL_PROXY";
    if (with_login) {
        made.login = net::ProxyLogin{"me", ports::Secret{"hush"}};
    }
    return made;
}

/// A talk with a proxy whose answers are written down beforehand.
class Talk {
public:
    Talk(const Proxy& proxy, const net::Destination& to) : tunnel_(net::make_tunnel(proxy, to)) {}

    /// Lets the proxy say this, as far as the tunnel takes it.
    Talk& hears(std::string_view bytes) {
        collect();
        while (!failure && tunnel_->wants() > 0 && !bytes.empty()) {
            if (tunnel_->wants() > bytes.size()) {
                ADD_FAILURE() << "it waits for more than the proxy says";
                return *this;
            }
            const auto taken = bytes.substr(0, tunnel_->wants());
            bytes.remove_prefix(taken.size());
            failure = tunnel_->receive(taken);
            collect();
        }
        left = bytes;
        return *this;
    }

    [[nodiscard]] bool done() const { return !failure && tunnel_->wants() == 0; }

    std::string said;
    std::string left; ///< What belongs to the server behind.
    std::optional<ports::Failure> failure;

private:
    void collect() { said += tunnel_->output(); }

    std::unique_ptr<net::Tunnel> tunnel_;
};

const net::Destination gmail{"imap.gmail.com", 993};

TEST(HttpTunnel, AsksToBeConnectedAndLeavesTheServersBytes) {
    Talk talk{proxy(ProxyKind::http, false), gmail};
    talk.hears("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\nserver's");

    EXPECT_TRUE(talk.done());
    EXPECT_EQ(talk.said, "CONNECT imap.gmail.com:993 HTTP/1.1\r\nHost: imap.gmail.com:993\r\n\r\n");
    EXPECT_EQ(talk.left, "server's");
}

TEST(HttpTunnel, LogsIn) {
    Talk talk{proxy(ProxyKind::http, true), gmail};
    talk.hears("HTTP/1.0 200 OK\r\n\r\n");

    EXPECT_TRUE(talk.done());
    EXPECT_THAT(talk.said, HasSubstr("\r\nProxy-Authorization: Basic bWU6aHVzaA==\r\n\r\n"));
}

struct HttpAnswer {
    std::string answer;
    FailureKind kind;
    std::string words;
};

class HttpRefusals : public testing::TestWithParam<HttpAnswer> {};

TEST_P(HttpRefusals, NameTheirCause) {
    Talk talk{proxy(ProxyKind::http, true), gmail};
    talk.hears(GetParam().answer);

    ASSERT_TRUE(talk.failure);
    EXPECT_EQ(talk.failure->kind, GetParam().kind);
    EXPECT_THAT(talk.failure->sentence, HasSubstr(GetParam().words));
    EXPECT_THAT(talk.failure->sentence + talk.failure->hint, Not(HasSubstr("hush")));
    EXPECT_THAT(talk.failure->sentence, HasSubstr("proxy.example:3128"));
}

INSTANTIATE_TEST_SUITE_P(
    Answers,
    HttpRefusals,
    testing::Values(
        HttpAnswer{
            "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
            FailureKind::config,
            "does not accept the user and password"
        },
        HttpAnswer{"HTTP/1.1 403 Forbidden\r\n\r\n", FailureKind::config, "(HTTP 403)"},
        HttpAnswer{"HTTP/1.1 502 Bad Gateway\r\n\r\n", FailureKind::unreachable, "(HTTP 502)"},
        HttpAnswer{"\5\0\0\0\r\n\r\n"s, FailureKind::protocol, "like an HTTP proxy"},
        HttpAnswer{std::string(20'000, 'x'), FailureKind::protocol, "like an HTTP proxy"}
    )
);

TEST(Socks5Tunnel, LetsTheProxyLookTheNameUp) {
    Talk talk{proxy(ProxyKind::socks5, false), gmail};
    talk.hears("\5\0"
               "\5\0\0\1\x0A\0\0\1\x12\x34server's"s);

    EXPECT_TRUE(talk.done());
    EXPECT_EQ(
        talk.said,
        "\5\1\0"
        "\5\1\0\3\x0Eimap.gmail.com\3\xE1"s
    );
    EXPECT_EQ(talk.left, "server's");
}

TEST(Socks5Tunnel, LogsIn) {
    Talk talk{proxy(ProxyKind::socks5, true), {"10.0.0.7", 993}};
    talk.hears("\5\2"
               "\1\0"
               "\5\0\0\3\4host\0\0"s);

    EXPECT_TRUE(talk.done());
    EXPECT_EQ(
        talk.said,
        "\5\2\0\2"
        "\1\2me\4hush"
        "\5\1\0\1\x0A\0\0\7\3\xE1"s
    );
}

TEST(Socks5Tunnel, ReachesIPv6Addresses) {
    Talk talk{proxy(ProxyKind::socks5, false), {"2001:db8::1", 443}};
    talk.hears(
        "\5\0"
        "\5\0\0\4"s +
        std::string(18, '\0')
    );

    EXPECT_TRUE(talk.done());
    EXPECT_THAT(talk.said, HasSubstr("\5\1\0\4\x20\1\x0D\xB8"s));
}

struct SocksAnswer {
    std::string answer;
    FailureKind kind;
    std::string words;
};

class SocksRefusals : public testing::TestWithParam<SocksAnswer> {};

TEST_P(SocksRefusals, NameTheirCause) {
    Talk talk{proxy(ProxyKind::socks5, true), gmail};
    talk.hears(GetParam().answer);

    ASSERT_TRUE(talk.failure);
    EXPECT_EQ(talk.failure->kind, GetParam().kind);
    EXPECT_THAT(talk.failure->sentence, HasSubstr(GetParam().words));
    EXPECT_THAT(talk.failure->sentence + talk.failure->hint, Not(HasSubstr("hush")));
}

INSTANTIATE_TEST_SUITE_P(
    Answers,
    SocksRefusals,
    testing::Values(
        SocksAnswer{"HT", FailureKind::protocol, "like a SOCKS5 proxy"},
        SocksAnswer{"\5\xFF"s, FailureKind::config, "asks for a user and password"},
        SocksAnswer{"\5\2\1\1"s, FailureKind::config, "does not accept the user"},
        SocksAnswer{"\5\0\5\2\0\1"s, FailureKind::config, "rules do not allow"},
        SocksAnswer{"\5\0\5\4\0\1"s, FailureKind::unreachable, "host cannot be reached"},
        SocksAnswer{"\5\0\5\x63\0\1"s, FailureKind::unreachable, "it failed"},
        SocksAnswer{"\5\0\5\0\0\2"s, FailureKind::protocol, "without sense"},
        SocksAnswer{"\5\0\4\0\0\1"s, FailureKind::protocol, "without sense"}
    )
);

} // namespace
