#include "adapters/oauth/http.hpp"
#include "adapters/oauth/pkce.hpp"
#include "tests/adapters/oauth/doubles.hpp"

#include <gtest/gtest.h>

namespace oauth {
namespace {

TEST(Url, TakesHostPortAndPathApart) {
    const auto url = parse_https_url("https://localhost:8443/token?x=1");

    ASSERT_TRUE(url);
    EXPECT_EQ(url->host, "localhost");
    EXPECT_EQ(url->port, 8443);
    EXPECT_EQ(url->path, "/token?x=1");
}

TEST(Url, RefusesEverySchemeButHttps) {
    for (const auto* text :
         {"http://accounts.example/",
          "ftp://x/",
          "https://",
          "https://user@host/",
          "https://h:99999/"}) {
        EXPECT_FALSE(parse_https_url(text)) << text;
    }
}

TEST(Form, SurvivesARoundTripOfEveryByte) {
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte) {
        every_byte += static_cast<char>(byte);
    }
    const Form form{{"a", every_byte}, {"b&=", "x y"}};

    EXPECT_EQ(form_decoded(form_encoded(form)), form);
}

TEST(Form, KeepsABrokenEscapeAsItIs) {
    EXPECT_EQ(form_decoded("a=%zz&b=%4&c"), (Form{{"a", "%zz"}, {"b", "%4"}, {"c", ""}}));
}

TEST(Pkce, MakesTheChallengeOfRfc7636AppendixB) {
    EXPECT_EQ(
        challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    );
}

TEST(Pkce, MakesAVerifierOfFortyThreeUnreservedCharacters) {
    CountingRandomness randomness;

    const auto pkce = make_pkce(randomness);

    EXPECT_EQ(pkce.verifier.reveal().size(), 43U);
    EXPECT_EQ(pkce.challenge, challenge_of(pkce.verifier.reveal()));
}

} // namespace
} // namespace oauth
