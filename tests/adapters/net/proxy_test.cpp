#include "adapters/net/proxy.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace {

using net::proxy_of_environment;
using net::ProxyKind;
using net::Traffic;
using ports::FailureKind;

class Variables {
public:
    Variables(std::initializer_list<std::pair<const std::string, std::string>> set) : set_(set) {}

    std::optional<std::string> operator()(const char* name) const {
        const auto found = set_.find(name);
        return found == set_.end() ? std::nullopt : std::optional{found->second};
    }

private:
    std::map<std::string, std::string> set_;
};

/// The address of the proxy for a host, "" for none.
std::string chosen(
    const Variables& variables,
    const std::string& host = "imap.gmail.com",
    Traffic traffic = Traffic::mail
) {
    const auto proxy = proxy_of_environment(variables, host, traffic);
    EXPECT_TRUE(proxy) << proxy.error().sentence;
    return proxy && *proxy ? (*proxy)->address() : "";
}

struct Written {
    std::string text;
    std::string address;
};

class ProxyAddresses : public testing::TestWithParam<Written> {};

TEST_P(ProxyAddresses, AreReadAsOtherProgramsDo) {
    const auto proxy = net::parse_proxy(GetParam().text, "--proxy");

    ASSERT_TRUE(proxy) << proxy.error().sentence;
    EXPECT_EQ(proxy->address(), GetParam().address);
}

INSTANTIATE_TEST_SUITE_P(
    Forms,
    ProxyAddresses,
    testing::Values(
        Written{"http://proxy.example:8080", "http://proxy.example:8080"},
        Written{"HTTP://proxy.example:8080/", "http://proxy.example:8080"},
        Written{"proxy.example:3128", "http://proxy.example:3128"},
        Written{"http://proxy.example", "http://proxy.example:80"},
        Written{"socks5://127.0.0.1", "socks5://127.0.0.1:1080"},
        Written{"socks5h://user:word@[::1]:9050", "socks5://[::1]:9050"}
    )
);

TEST(Proxy, KeepsItsLoginOutOfItsAddress) {
    const auto proxy = net::parse_proxy("http://me:p%40ss%3a%zz@proxy.example:8080", "ALL_PROXY");

    ASSERT_TRUE(proxy);
    ASSERT_TRUE(proxy->login);
    EXPECT_EQ(proxy->login->user, "me");
    EXPECT_EQ(proxy->login->password.reveal(), "p@ss:%zz");
    EXPECT_EQ(proxy->address().find("p@ss"), std::string::npos);
}

TEST(Proxy, IsNotQuotedWhenItCannotBeRead) {
    for (const auto* const text :
         {"https://me:hush@proxy.example:1",
          "socks4://me:hush@proxy.example:1",
          "http://me:hush@",
          "http://me:hush@host:0",
          "http://me:hush@host:70000",
          "http://me:hush@ho st:1",
          "http://me:hush@[::1]x"}) {
        const auto proxy = net::parse_proxy(text, "ALL_PROXY");
        ASSERT_FALSE(proxy) << text;
        EXPECT_EQ(proxy.error().kind, FailureKind::config);
        EXPECT_NE(proxy.error().sentence.find("ALL_PROXY"), std::string::npos);
        EXPECT_EQ(proxy.error().sentence.find("hush"), std::string::npos);
    }
}

TEST(Proxy, HasALoginOfItsOwnFile) {
    const auto login = net::parse_proxy_login(ports::Secret{"me:word:with:colons"});

    ASSERT_TRUE(login);
    EXPECT_EQ(login->user, "me");
    EXPECT_EQ(login->password.reveal(), "word:with:colons");
    EXPECT_FALSE(net::parse_proxy_login(ports::Secret{"no colon"}));
}

TEST(ProxyOfEnvironment, IsTheOneForTheTraffic) {
    const Variables both{{"ALL_PROXY", "socks5://all:1"}, {"HTTPS_PROXY", "http://https:2"}};

    EXPECT_EQ(chosen(both, "imap.gmail.com", Traffic::mail), "socks5://all:1");
    EXPECT_EQ(chosen(both, "oauth2.googleapis.com", Traffic::https), "http://https:2");
}

TEST(ProxyOfEnvironment, IsTheOtherWhereOnlyThatIsSet) {
    EXPECT_EQ(chosen({{"HTTPS_PROXY", "http://https:2"}}), "http://https:2");
    EXPECT_EQ(
        chosen({{"all_proxy", "socks5://all:1"}}, "oauth2.googleapis.com", Traffic::https),
        "socks5://all:1"
    );
    EXPECT_EQ(chosen({}), "");
    EXPECT_EQ(chosen({{"ALL_PROXY", ""}}), "");
}

TEST(ProxyOfEnvironment, LeavesThisMachineAlone) {
    for (const auto* const host : {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"}) {
        EXPECT_EQ(chosen({{"ALL_PROXY", "socks5://all:1"}}, host), "") << host;
    }
}

TEST(ProxyOfEnvironment, SparesWhatNoProxyLists) {
    const auto with = [](const std::string& list, const std::string& host) {
        return chosen({{"ALL_PROXY", "socks5://all:1"}, {"no_proxy", list}}, host);
    };

    EXPECT_EQ(with("other.example, gmail.com", "imap.gmail.com"), "");
    EXPECT_EQ(with(".gmail.com", "imap.gmail.com"), "");
    EXPECT_EQ(with("*.GMAIL.com", "IMAP.gmail.com"), "");
    EXPECT_EQ(with("imap.gmail.com", "imap.gmail.com"), "");
    EXPECT_EQ(with("*", "imap.gmail.com"), "");
    EXPECT_EQ(with("10.0.0.7", "10.0.0.7"), "");
    EXPECT_EQ(with("mail.com", "imap.gmail.com"), "socks5://all:1");
    EXPECT_EQ(with(",, .", "imap.gmail.com"), "socks5://all:1");
}

} // namespace
