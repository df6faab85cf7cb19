#include "adapters/oauth/client.hpp"

#include <gtest/gtest.h>

namespace oauth {
namespace {

ports::Result<Client> read(std::string json) {
    return read_client(ports::Secret{std::move(json)});
}

TEST(Client, IsReadAsGoogleOffersItForDownload) {
    const auto client = read(
        R"({"installed":{"client_id":"1.apps.example","project_id":"p","client_secret":"s","redirect_uris":["http://localhost"]}})"
    );

    ASSERT_TRUE(client) << client.error().sentence;
    EXPECT_EQ(client->id, "1.apps.example");
    EXPECT_EQ(client->secret.reveal(), "s");
}

TEST(Client, MayStandWithoutTheWrapping) {
    ASSERT_TRUE(read(R"({"client_id":"1","client_secret":"s"})"));
}

TEST(Client, OfAnotherTypeIsRefusedWithTheReason) {
    const auto client = read(R"({"web":{"client_id":"1","client_secret":"s"}})");

    ASSERT_FALSE(client);
    EXPECT_NE(client.error().sentence.find("Web application"), std::string::npos);
    EXPECT_NE(client.error().hint.find("Desktop app"), std::string::npos);
}

TEST(Client, IsNeverQuotedWhenItCannotBeRead) {
    for (const auto* const text :
         {"client_secret: hush", "[\"hush\"]", R"({"client_secret":"hush"})", ""}) {
        const auto client = read(text);
        ASSERT_FALSE(client) << text;
        EXPECT_EQ(client.error().kind, ports::FailureKind::config);
        EXPECT_EQ(client.error().sentence.find("hush"), std::string::npos);
    }
}

} // namespace
} // namespace oauth
