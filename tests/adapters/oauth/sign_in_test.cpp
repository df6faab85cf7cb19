#include "adapters/oauth/sign_in.hpp"
#include "tests/adapters/oauth/doubles.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>
#include <fcntl.h>
#include <functional>
#include <optional>
#include <thread>
#include <unistd.h>

namespace oauth {
namespace {

using ports::FailureKind;

std::string value_in(const std::string& url, const std::string& name) {
    for (const auto& [key, value] : form_decoded(url.substr(url.find('?') + 1))) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

/// A browser that is sent back to the redirect address with a query, and what it is shown.
std::string visit(const std::string& redirect_uri, const std::string& target) {
    boost::asio::io_context io;
    boost::asio::ip::tcp::socket socket{io};
    const auto port =
        static_cast<unsigned short>(std::stoi(redirect_uri.substr(redirect_uri.rfind(':') + 1)));
    socket.connect({boost::asio::ip::address_v4::loopback(), port});
    boost::asio::write(
        socket, boost::asio::buffer("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    );
    std::string shown;
    boost::system::error_code end;
    boost::asio::read(socket, boost::asio::dynamic_buffer(shown), end);
    return shown;
}

class SignInTest : public ::testing::Test {
protected:
    using User = std::function<void(const std::string& url)>;

    ports::Result<Account> run(const User& user, std::optional<int> pasted = std::nullopt) {
        std::jthread browser;
        auto signed_in = SignIn{endpoints, http, randomness}.run(
            {"client-id", ports::Secret{"client-secret"}},
            "me@gmail.example",
            {[&](const std::string& url) { browser = std::jthread{[user, url] { user(url); }}; },
             pasted},
            {}
        );
        if (!signed_in) {
            return ports::fail(signed_in.error());
        }
        return signed_in->account;
    }

    /// A user whose browser runs on another machine pastes what `line` makes of the page's address.
    ports::Result<Account> run_pasting(std::function<std::string(const std::string& url)> line) {
        std::array<int, 2> ends{};
        EXPECT_EQ(pipe(ends.data()), 0);
        auto account = run(
            [&](const std::string& url) {
                const auto text = line(url) + '\n';
                EXPECT_EQ(write(ends[1], text.data(), text.size()), std::ssize(text));
            },
            ends[0]
        );
        close(ends[0]);
        close(ends[1]);
        return account;
    }

    const Endpoints endpoints{
        "https://accounts.example/auth", "https://oauth2.example/token", "https://oauth2.example/rm"
    };

    ScriptedHttp http;
    CountingRandomness randomness;
};

TEST_F(SignInTest, TradesTheCodeThatTheBrowserBringsBack) {
    http.responses.push_back(answer(200, R"({"access_token":"a","refresh_token":"r"})"));

    const auto account = run([](const std::string& url) {
        visit(
            value_in(url, "redirect_uri"), "/?state=" + value_in(url, "state") + "&code=4%2Fcode"
        );
    });

    ASSERT_TRUE(account) << account.error().sentence;
    EXPECT_EQ(account->refresh_token.reveal(), "r");
    ASSERT_EQ(http.requests.size(), 1U);
    EXPECT_NE(http.requests[0].find("code=4%2Fcode"), std::string::npos);
    EXPECT_NE(http.requests[0].find("grant_type=authorization_code"), std::string::npos);
}

TEST_F(SignInTest, AsksForMailWithAProofKey) {
    std::string asked;

    (void)run([&asked](const std::string& url) {
        asked = url;
        visit(
            value_in(url, "redirect_uri"), "/?error=access_denied&state=" + value_in(url, "state")
        );
    });

    EXPECT_TRUE(asked.starts_with("https://accounts.example/auth?client_id=client-id&"));
    EXPECT_EQ(value_in(asked, "scope"), "https://mail.google.com/");
    EXPECT_EQ(value_in(asked, "code_challenge_method"), "S256");
    EXPECT_EQ(value_in(asked, "code_challenge").size(), 43U);
    EXPECT_EQ(asked.find("client-secret"), std::string::npos);
}

TEST_F(SignInTest, WaitsOnWhenSomebodyElseKnocks) {
    http.responses.push_back(answer(200, R"({"access_token":"a","refresh_token":"r"})"));
    std::string shown;

    const auto account = run([&shown](const std::string& url) {
        const auto uri = value_in(url, "redirect_uri");
        visit(uri, "/favicon.ico");
        shown = visit(uri, "/?state=forged&code=stolen");
        visit(uri, "/?code=right&state=" + value_in(url, "state"));
    });

    ASSERT_TRUE(account);
    EXPECT_TRUE(shown.starts_with("HTTP/1.1 404")) << shown;
    EXPECT_NE(http.requests[0].find("code=right"), std::string::npos);
}

TEST_F(SignInTest, SaysThatTheUserDeclined) {
    const auto account = run([](const std::string& url) {
        visit(
            value_in(url, "redirect_uri"), "/?error=access_denied&state=" + value_in(url, "state")
        );
    });

    ASSERT_FALSE(account);
    EXPECT_EQ(account.error().kind, FailureKind::login_refused);
    EXPECT_TRUE(http.requests.empty());
}

TEST_F(SignInTest, TakesThePastedAddressOfABrowserThatCannotReachUs) {
    http.responses.push_back(answer(200, R"({"access_token":"a","refresh_token":"r"})"));

    const auto account = run_pasting([](const std::string& url) {
        return "\n  " + value_in(url, "redirect_uri") + "/?state=" + value_in(url, "state") +
               "&code=4%2Fcode&scope=x  \r";
    });

    ASSERT_TRUE(account) << account.error().sentence;
    EXPECT_NE(http.requests[0].find("code=4%2Fcode&"), std::string::npos);
}

TEST_F(SignInTest, TakesThePastedCodeAlone) {
    http.responses.push_back(answer(200, R"({"access_token":"a","refresh_token":"r"})"));

    const auto account = run_pasting([](const auto&) { return std::string{"4/code"}; });

    ASSERT_TRUE(account) << account.error().sentence;
    EXPECT_NE(http.requests[0].find("code=4%2Fcode&"), std::string::npos);
}

TEST_F(SignInTest, SaysThatThePastedAddressIsOfAnotherSignIn) {
    const auto account = run_pasting([](const auto&) {
        return std::string{"http://127.0.0.1:1/?state=old&code=4"};
    });

    ASSERT_FALSE(account);
    EXPECT_EQ(account.error().kind, FailureKind::login_refused);
    EXPECT_TRUE(http.requests.empty());
}

TEST_F(SignInTest, WaitsForTheBrowserWhereNothingCanBePasted) {
    http.responses.push_back(answer(200, R"({"access_token":"a","refresh_token":"r"})"));
    const int nothing = open("/dev/null", O_RDONLY);

    const auto account =
        run([](const std::string& url
            ) { visit(value_in(url, "redirect_uri"), "/?code=4&state=" + value_in(url, "state")); },
            nothing);
    close(nothing);

    EXPECT_TRUE(account);
}

TEST_F(SignInTest, TakesADeadTokenForRevoked) {
    http.responses.push_back(answer(400, R"({"error":"invalid_token"})"));

    EXPECT_TRUE((SignIn{endpoints, http, randomness}.revoke(
        {"id", ports::Secret{"s"}, ports::Secret{"r"}}, {}
    )));
}

} // namespace
} // namespace oauth
