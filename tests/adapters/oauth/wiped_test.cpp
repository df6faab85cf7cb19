// Nothing that the OAuth client gives back to the heap holds a secret: each freed block is looked
// through, from the stored sign-in over a refresh that rotates to the one that is stored then.

#include "adapters/oauth/account.hpp"
#include "adapters/oauth/client.hpp"
#include "adapters/oauth/https_client.hpp"
#include "adapters/oauth/oauth_token_source.hpp"
#include "tests/adapters/oauth/doubles.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <malloc.h>
#include <memory>
#include <new>
#include <string>
#include <string_view>

namespace {

// All begin alike, so that one search finds each; none is short enough to be kept inside a string.
constexpr std::string_view mark = "wiped?-";
constexpr std::string_view stored_secret = "wiped?-the-secret-of-the-client-itself";
constexpr std::string_view stored_refresh = "wiped?-the-refresh-token-until-today-1";
constexpr std::string_view given_access = "wiped?-the-access-token-that-is-given-x";
constexpr std::string_view given_refresh = "wiped?-the-refresh-token-from-today-on";

bool looking = false;
unsigned found = 0;

void give_back(void* memory) {
    if (looking && memory != nullptr) {
        const std::string_view bytes{static_cast<const char*>(memory), malloc_usable_size(memory)};
        found += bytes.find(mark) == std::string_view::npos ? 0U : 1U;
    }
    std::free(memory);
}

void* take(std::size_t bytes, std::size_t alignment) {
    // What was left in it by others is not ours.
    void* const memory =
        std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
    if (memory == nullptr) {
        throw std::bad_alloc{};
    }
    auto* const bytes_of =
        static_cast<volatile char*>(memory); // A memset may not go behind `bytes`.
    std::fill_n(bytes_of, malloc_usable_size(memory), '\0');
    return memory;
}

} // namespace

void* operator new(std::size_t bytes) {
    return take(bytes, alignof(std::max_align_t));
}

void* operator new(std::size_t bytes, std::align_val_t alignment) {
    return take(bytes, static_cast<std::size_t>(alignment));
}

void operator delete(void* memory) noexcept {
    give_back(memory);
}

void operator delete(void* memory, std::size_t /*bytes*/) noexcept {
    give_back(memory);
}

void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept {
    give_back(memory);
}

void operator delete(void* memory, std::size_t /*bytes*/, std::align_val_t /*alignment*/) noexcept {
    give_back(memory);
}

namespace oauth {
namespace {

/// Looks while it lives.
class Look {
public:
    Look() {
        found = 0;
        looking = true;
    }

    Look(const Look&) = delete;
    Look& operator=(const Look&) = delete;

    ~Look() { looking = false; }
};

/// Answers from memory that is never freed, in small pieces, and keeps nothing that it is told.
class Endpoint final : public net::Transport {
public:
    explicit Endpoint(std::string_view reply) : left_(reply) {}

    net::Arrival exchange(
        std::string_view /*outgoing*/, net::Deadline /*deadline*/, const std::stop_token& /*stop*/
    ) override {
        constexpr std::size_t piece = 100;
        const auto bytes = left_.substr(0, piece);
        left_.remove_prefix(bytes.size());
        return bytes.empty() ? net::Arrival{net::Closed{net::Ending::eof, "closed"}}
                             : net::Arrival{net::Incoming{bytes}};
    }

    [[nodiscard]] std::size_t unsent() const override { return 0; }

    [[nodiscard]] ports::Transferred transferred() const override { return {}; }

    void close(net::Deadline /*deadline*/) override {}

private:
    std::string_view left_;
};

class Endpoints final : public net::Connector {
public:
    explicit Endpoints(std::string_view reply) : reply_(reply) {}

    ports::Result<std::unique_ptr<net::Transport>>
    connect(const std::stop_token& /*stop*/) override {
        return std::make_unique<Endpoint>(reply_);
    }

private:
    std::string_view reply_;
};

std::string reply_with(std::string_view head) {
    return std::string{head} + R"({"access_token":")" + std::string{given_access} +
           R"(","expires_in":3600,"refresh_token":")" + std::string{given_refresh} + R"("})";
}

class WipedTest : public ::testing::TestWithParam<const char*> {};

TEST(Look, FindsWhatAPlainStringLeavesBehind) {
    const Look look;
    {
        const std::string careless{stored_secret};
    }
    EXPECT_EQ(found, 1U);
}

TEST_P(WipedTest, LeavesNothingOfARefreshThatRotates) {
    const std::string reply = reply_with(GetParam());
    {
        const Look look;
        OneSecret store;
        store.secret = encode(
            {"id",
             ports::Secret{std::string{stored_secret}},
             ports::Secret{std::string{stored_refresh}}}
        );
        const HandClock clock;
        const auto http =
            https_client([&reply](const Url&) { return std::make_unique<Endpoints>(reply); });
        OauthTokenSource source{{"me", {"token.example", 443, "/token"}}, *http, store, clock, {}};
        {
            const auto credential = source.credential(ports::Freshness::cached);
            EXPECT_TRUE(credential && credential->secret.reveal() == given_access);
        }
        const auto account = decode_account(store.secret);
        EXPECT_TRUE(account && account->refresh_token.reveal() == given_refresh);
    }
    EXPECT_EQ(found, 0U) << "freed blocks that hold a secret";
}

INSTANTIATE_TEST_SUITE_P(
    Body,
    WipedTest,
    ::testing::Values(
        "HTTP/1.1 200 OK\r\nContent-Length: 133\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    )
);

TEST(Wiped, LeavesNothingOfTheClientsFile) {
    constexpr std::string_view file =
        R"({"installed":{"client_id":"id","client_secret":"wiped?-the-secret-of-the-client-itself"}})";
    {
        const Look look;
        const auto client = read_client(ports::Secret{std::string{file}});
        EXPECT_TRUE(client && client->secret.reveal() == stored_secret);
    }
    EXPECT_EQ(found, 0U);
}

} // namespace
} // namespace oauth
