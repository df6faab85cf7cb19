#include "adapters/oauth/token_response.hpp"
#include "tests/adapters/oauth/doubles.hpp"

#include <gtest/gtest.h>

namespace oauth {
namespace {

using ports::FailureKind;
using std::chrono::seconds;

HttpResponse ok(std::string_view body) {
    return answer(200, body);
}

FailureKind kind_of(const HttpResponse& response) {
    const auto grant = read_token_response(response);
    return grant ? FailureKind::internal : grant.error().kind;
}

TEST(TokenResponse, ReadsGooglesAnswer) {
    const auto grant = read_token_response(ok(
        R"({"access_token":"ya29.a","expires_in":3599,"scope":"https://mail.google.com/","token_type":"Bearer"})"
    ));

    ASSERT_TRUE(grant);
    EXPECT_EQ(grant->access_token.reveal(), "ya29.a");
    EXPECT_EQ(grant->lifetime, seconds{3599});
    EXPECT_FALSE(grant->refresh_token);
}

TEST(TokenResponse, TakesARotatedRefreshToken) {
    const auto grant = read_token_response(ok(R"({"access_token":"a","refresh_token":"r2"})"));

    ASSERT_TRUE(grant);
    EXPECT_EQ(grant->refresh_token->reveal(), "r2");
}

TEST(TokenResponse, AssumesAnHourWhenTheLifetimeMakesNoSense) {
    for (const auto* lifetime : {"0", "-5", "\"3600\"", "null", "1e400", "1.5e300"}) {
        const auto grant = read_token_response(
            ok(std::string{R"({"access_token":"a","expires_in":)"} + lifetime + "}")
        );
        if (grant) {
            EXPECT_EQ(grant->lifetime, seconds{3600}) << lifetime;
        }
    }
}

TEST(TokenResponse, NeverTrustsATokenForMoreThanADay) {
    const auto grant = read_token_response(ok(R"({"access_token":"a","expires_in":99999999})"));

    ASSERT_TRUE(grant);
    EXPECT_EQ(grant->lifetime, seconds{24 * 3600});
}

TEST(TokenResponse, SendsTheUserToSignInAgainWhenTheGrantIsDead) {
    const auto grant = read_token_response(answer(
        400, R"({"error":"invalid_grant","error_description":"Token has been expired or revoked."})"
    ));

    ASSERT_FALSE(grant);
    EXPECT_EQ(grant.error().kind, FailureKind::login_refused);
    EXPECT_NE(grant.error().sentence.find("seven days"), std::string::npos);
    EXPECT_NE(grant.error().hint.find("gmail-classifier auth login"), std::string::npos);
}

TEST(TokenResponse, TellsTroubleOfTheServerFromARefusal) {
    EXPECT_EQ(kind_of(answer(503, "<html>")), FailureKind::unreachable);
    EXPECT_EQ(kind_of(answer(400, R"({"error":"internal_failure"})")), FailureKind::unreachable);
    EXPECT_EQ(kind_of(answer(401, R"({"error":"invalid_client"})")), FailureKind::login_refused);
    EXPECT_EQ(kind_of(answer(429, "")), FailureKind::throttled);
    EXPECT_EQ(kind_of(answer(302, "")), FailureKind::protocol);
}

TEST(TokenResponse, HonoursRetryAfter) {
    const auto grant = read_token_response(answer(429, "", seconds{30}));

    ASSERT_FALSE(grant);
    EXPECT_EQ(grant.error().retry_after, seconds{30});
}

TEST(TokenResponse, RefusesWhatIsNoTokenResponse) {
    for (const auto* body :
         {"",
          "<html>Sign in to the hotel</html>",
          R"({"access_token":)",
          "[]",
          R"({"token_type":"Bearer"})",
          R"({"access_token":7})",
          R"({"access_token":"a","token_type":"mac"})"}) {
        EXPECT_EQ(kind_of(ok(body)), FailureKind::protocol) << body;
    }
}

TEST(TokenResponse, RefusesAConsentWithoutMail) {
    EXPECT_EQ(
        kind_of(ok(R"({"access_token":"a","scope":"openid email"})")), FailureKind::login_refused
    );
}

TEST(TokenResponse, ReadsBehindAByteOrderMark) {
    EXPECT_TRUE(read_token_response(ok("\xEF\xBB\xBF{\"access_token\":\"a\"}")));
}

} // namespace
} // namespace oauth
