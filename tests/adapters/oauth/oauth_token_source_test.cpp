#include "adapters/oauth/account.hpp"
#include "adapters/oauth/oauth_token_source.hpp"
#include "tests/adapters/oauth/doubles.hpp"

#include <gtest/gtest.h>

namespace oauth {
namespace {

using ports::FailureKind;
using ports::Freshness;
using std::chrono::seconds;

class OauthTokenSourceTest : public ::testing::Test {
protected:
    OauthTokenSourceTest() {
        store.secret = encode({"id", ports::Secret{"client-secret"}, ports::Secret{"refresh-1"}});
    }

    void server_grants(const std::string& token, const std::string& more = {}) {
        http.responses.push_back(
            answer(200, R"({"access_token":")" + token + R"(","expires_in":3600)" + more + "}")
        );
    }

    std::string token(Freshness freshness = Freshness::cached) {
        const auto credential = source.credential(freshness);
        return credential ? std::string{credential->secret.reveal()}
                          : "failed: " + credential.error().sentence;
    }

    ScriptedHttp http;
    OneSecret store;
    HandClock clock;
    OauthTokenSource source{
        {"me@gmail.example", {"oauth2.example", 443, "/token"}}, http, store, clock, {}
    };
};

TEST_F(OauthTokenSourceTest, AsksOnceAndKeepsTheToken) {
    server_grants("t1");

    EXPECT_EQ(token(), "t1");
    EXPECT_EQ(token(), "t1");

    ASSERT_EQ(http.requests.size(), 1U);
    EXPECT_EQ(
        http.requests[0],
        "oauth2.example/token "
        "client_id=id&client_secret=client-secret&grant_type=refresh_token&refresh_token=refresh-1"
    );
}

TEST_F(OauthTokenSourceTest, RefreshesBeforeTheTokenEnds) {
    server_grants("t1");
    server_grants("t2");
    EXPECT_EQ(token(), "t1");

    clock.now += seconds{3600} - OauthTokenSource::margin;

    EXPECT_EQ(token(), "t2");
}

TEST_F(OauthTokenSourceTest, RefreshesAfterALaptopSlept) {
    server_grants("t1");
    server_grants("t2");
    EXPECT_EQ(token(), "t1");

    clock.now += std::chrono::hours{9};

    EXPECT_EQ(token(), "t2");
}

TEST_F(OauthTokenSourceTest, GetsANewTokenWhenForced) {
    server_grants("t1");
    server_grants("t2");

    EXPECT_EQ(token(), "t1");
    EXPECT_EQ(token(Freshness::forced), "t2");
    EXPECT_EQ(token(), "t2");
}

TEST_F(OauthTokenSourceTest, StoresARotatedRefreshTokenAndUsesItNext) {
    server_grants("t1", R"(,"refresh_token":"refresh-2")");
    server_grants("t2");

    EXPECT_EQ(token(), "t1");
    EXPECT_EQ(token(Freshness::forced), "t2");

    EXPECT_NE(http.requests[1].find("refresh_token=refresh-2"), std::string::npos);
}

TEST_F(OauthTokenSourceTest, HandsNoTokenOutWhenTheRotationCannotBeStored) {
    server_grants("t1", R"(,"refresh_token":"refresh-2")");
    store.full = true;

    const auto credential = source.credential(Freshness::cached);

    ASSERT_FALSE(credential);
    EXPECT_EQ(credential.error().kind, FailureKind::local_io);
}

TEST_F(OauthTokenSourceTest, SaysNothingSecretWhenTheSignInIsDead) {
    http.responses.push_back(answer(400, R"({"error":"invalid_grant"})"));

    const auto credential = source.credential(Freshness::cached);

    ASSERT_FALSE(credential);
    const auto told = credential.error().sentence + credential.error().hint;
    for (const auto* secret : {"client-secret", "refresh-1"}) {
        EXPECT_EQ(told.find(secret), std::string::npos);
    }
}

TEST_F(OauthTokenSourceTest, AsksToSignInAgainWhenTheStoredSignInIsDamaged) {
    store.secret = ports::Secret{"{\"client_id\":"};

    const auto credential = source.credential(Freshness::cached);

    ASSERT_FALSE(credential);
    EXPECT_EQ(credential.error().kind, FailureKind::login_refused);
    EXPECT_TRUE(http.requests.empty());
}

} // namespace
} // namespace oauth
