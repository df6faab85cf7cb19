#include "endpoint.hpp"

#include <gmock/gmock.h>

namespace testserver::oauth {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(ProofKey, IsThatOfTheRfc) { // RFC 7636 appendix B
    EXPECT_EQ(
        s256_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    );
    EXPECT_FALSE(is_code_verifier(std::string(42, 'a')));
    EXPECT_TRUE(is_code_verifier(std::string(128, '~')));
    EXPECT_FALSE(is_code_verifier(std::string(129, 'a')));
    EXPECT_FALSE(is_code_verifier(std::string(50, '+')));
}

TEST(SignIn, GivesTokensThatLetIn) {
    Endpoint google;
    const auto answer = google.post(token_path, Endpoint::code_request(google.consent()));

    EXPECT_EQ(answer.status, 200U);
    EXPECT_THAT(Endpoint::member(answer, "access_token"), StartsWith("ya29."));
    EXPECT_THAT(Endpoint::member(answer, "refresh_token"), StartsWith("1//"));
    EXPECT_THAT(answer.body, HasSubstr("\"expires_in\": 3600"));
    EXPECT_TRUE(google.lets_in(Endpoint::member(answer, "access_token")));
    google.now += std::chrono::hours{1};
    EXPECT_FALSE(google.lets_in(Endpoint::member(answer, "access_token")));
}

TEST(SignIn, SendsTheStateBack) {
    Endpoint google;
    const auto answer = google.get(consent_path, Endpoint::consent_query());
    EXPECT_EQ(answer.status, 302U);
    EXPECT_THAT(Endpoint::location(answer), StartsWith("http://127.0.0.1:4711?code=4%2F0A"));
    EXPECT_THAT(Endpoint::location(answer), HasSubstr("&state=s1"));
}

TEST(SignIn, IsForLoopbackOnly) {
    for (const auto* uri :
         {"http://127.0.0.1.evil.example",
          "https://evil.example",
          "http://localhost@evil.example",
          "http://127.0.0.1:1/%0d%0aSet-Cookie",
          "urn:ietf:wg:oauth:2.0:oob",
          ""}) {
        Endpoint google;
        const auto answer = google.get(
            consent_path,
            "client_id=desk&response_type=code&scope=x&redirect_uri=" + std::string{uri}
        );
        EXPECT_EQ(answer.status, 400U) << uri;
        EXPECT_THAT(answer.body, HasSubstr("Error 400: redirect_uri_mismatch")) << uri;
    }
}

TEST(SignIn, NeedsTheProof) {
    Endpoint google;
    const auto code = google.consent();
    const auto wrong = google.post(token_path, Endpoint::code_request(code, std::string(50, 'w')));
    EXPECT_THAT(wrong.body, HasSubstr("\"error_description\": \"Invalid code verifier.\""));
    const auto none = google.post(token_path, Endpoint::code_request(code, ""));
    EXPECT_THAT(none.body, HasSubstr("\"error_description\": \"Missing code verifier.\""));
}

TEST(SignIn, EndsWhenACodeIsUsedTwice) { // RFC 6749 4.1.2
    Endpoint google;
    const auto code = google.consent();
    const auto first = google.post(token_path, Endpoint::code_request(code));
    const auto second = google.post(token_path, Endpoint::code_request(code));

    EXPECT_EQ(second.status, 400U);
    EXPECT_THAT(second.body, HasSubstr("invalid_grant"));
    EXPECT_FALSE(google.lets_in(Endpoint::member(first, "access_token")));
}

TEST(SignIn, KnowsACodeForTenMinutes) {
    Endpoint google;
    const auto code = google.consent();
    google.now += std::chrono::minutes{10};
    EXPECT_THAT(
        google.post(token_path, Endpoint::code_request(code)).body,
        HasSubstr("Malformed auth code.")
    );
}

TEST(SignIn, CanBeDeniedShownOrMixedUp) {
    Endpoint denied{{.consent = Consent::deny}};
    EXPECT_EQ(
        Endpoint::location(denied.get(consent_path, Endpoint::consent_query())),
        "http://127.0.0.1:4711?error=access_denied&state=s1"
    );
    Endpoint mixed_up{{.consent = Consent::wrong_state}};
    EXPECT_THAT(
        Endpoint::location(mixed_up.get(consent_path, Endpoint::consent_query())),
        HasSubstr("&state=somebody-elses")
    );
    Endpoint asked{{.consent = Consent::form}};
    const auto page = asked.get(consent_path, Endpoint::consent_query("&x=%22%3E%3Cscript%3E"));
    EXPECT_EQ(page.status, 200U);
    EXPECT_THAT(page.body, HasSubstr("name=\"x\" value=\"&quot;>&lt;script>\""));
    const auto allowed = asked.post(consent_path, Endpoint::consent_query("&decision=allow"));
    EXPECT_THAT(Endpoint::location(allowed), HasSubstr("?code="));
}

TEST(Refresh, KeepsTheTokenAsGoogleDoes) {
    Endpoint google;
    const auto token = google.sign_in();
    const auto answer = google.refresh(token);

    EXPECT_EQ(Endpoint::member(answer, "refresh_token"), "");
    EXPECT_TRUE(google.lets_in(Endpoint::member(answer, "access_token")));
    EXPECT_EQ(google.refresh(token).status, 200U);
}

TEST(Refresh, RotatesLeniently) {
    Endpoint google{{.rotation = Rotation::lenient}};
    const auto token = google.sign_in();
    EXPECT_NE(Endpoint::member(google.refresh(token), "refresh_token"), "");
    EXPECT_EQ(google.refresh(token).status, 200U);
}

TEST(Refresh, RotatesStrictly) { // RFC 9700 4.14.2
    Endpoint google{{.rotation = Rotation::strict}};
    const auto old = google.sign_in();
    const auto answer = google.refresh(old);
    EXPECT_EQ(google.refresh(old).status, 400U);
    EXPECT_FALSE(google.lets_in(Endpoint::member(answer, "access_token")));
    EXPECT_EQ(google.refresh(Endpoint::member(answer, "refresh_token")).status, 400U);
}

TEST(Refresh, RotatesOnceWhenTheWorldSaysSo) {
    Endpoint google;
    const auto token = google.sign_in();
    google.world.rotate_refresh_tokens = true;
    const auto next = Endpoint::member(google.refresh(token), "refresh_token");
    EXPECT_EQ(google.refresh(token).status, 400U);
    EXPECT_EQ(Endpoint::member(google.refresh(next), "refresh_token"), "");
}

TEST(Refresh, EndsWithTheTokensLife) {
    Endpoint google{{.refresh_life = std::chrono::hours{24 * 7}}};
    const auto token = google.sign_in();
    google.now += std::chrono::hours{24 * 7};
    EXPECT_EQ(
        google.refresh(token).body,
        "{\n  \"error\": \"invalid_grant\",\n"
        "  \"error_description\": \"Token has been expired or revoked.\"\n}\n"
    );
}

TEST(Refresh, GivesATokenThatImapKnowsLater) {
    Endpoint google{{.token_delay = std::chrono::seconds{5}}};
    const auto access = Endpoint::member(google.refresh(google.sign_in()), "access_token");
    EXPECT_FALSE(google.lets_in(access));
    google.now += std::chrono::seconds{5};
    EXPECT_TRUE(google.lets_in(access));
}

TEST(Revocation, TakesTheWholeSignIn) {
    Endpoint google;
    const auto token = google.sign_in();
    const auto access = Endpoint::member(google.refresh(token), "access_token");
    const auto other = google.sign_in();

    EXPECT_EQ(google.post(revocation_path, "token=" + url_encoded(access)).status, 200U);
    EXPECT_EQ(google.refresh(token).status, 400U);
    EXPECT_EQ(google.refresh(other).status, 200U);
    EXPECT_THAT(
        google.post(revocation_path, "token=" + url_encoded(access)).body,
        HasSubstr("\"error\": \"invalid_token\"")
    );
}

TEST(TokenEndpoint, RefusesInGooglesWords) {
    struct Case {
        std::string form;
        unsigned status;
        std::string_view body;
    };

    const std::string me = "client_id=desk&client_secret=hush";
    for (const auto& [form, status, body] : {
             Case{"", 400, "Missing required parameter: grant_type"},
             Case{"grant_type=x", 400, "Could not determine client ID from request."},
             Case{"grant_type=x&client_id=other", 401, "The OAuth client was not found."},
             Case{"grant_type=x&client_id=desk", 400, "client_secret is missing."},
             Case{"grant_type=x&client_id=desk&client_secret=no", 401, "Unauthorized"},
             Case{"grant_type=x&" + me, 400, "Invalid grant_type: x"},
             Case{"grant_type=authorization_code&" + me, 400, "Missing required parameter: code"},
             Case{"grant_type=authorization_code&code=x&" + me, 400, "Malformed auth code."},
             Case{
                 "grant_type=refresh_token&" + me, 400, "Missing required parameter: refresh_token"
             },
             Case{
                 "grant_type=refresh_token&refresh_token=x&" + me,
                 400,
                 "Token has been expired or revoked."
             },
         }) {
        Endpoint google;
        const auto answer = google.post(token_path, form);
        EXPECT_EQ(answer.status, status) << form;
        EXPECT_THAT(answer.body, HasSubstr(body)) << form;
    }
}

TEST(TokenEndpoint, TakesPostOnly) {
    Endpoint google;
    EXPECT_EQ(google.get(token_path, "").status, 405U);
    EXPECT_EQ(google.get("/", "").status, 404U);
}

TEST(ShownRequest, HidesSecrets) {
    EXPECT_EQ(
        shown_request(
            {"POST",
             "/token",
             "",
             "application/x-www-form-urlencoded",
             "grant_type=refresh_token&refresh_token=1//x&client_secret=hush&client_id=desk"}
        ),
        "POST /token grant_type=refresh_token refresh_token=*** client_secret=*** client_id=desk"
    );
}

} // namespace
} // namespace testserver::oauth
