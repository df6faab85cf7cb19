#include "adapters/secrets/password.hpp"
#include "adapters/secrets/password_token_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secrets {
namespace {

using testing::HasSubstr;

std::string clean(std::string bytes) {
    const auto secret = cleaned(std::move(bytes), "here");
    return secret ? std::string{secret->reveal()} : secret.error().sentence;
}

TEST(Password, LosesOneLineEnd) {
    EXPECT_EQ(clean("hunter2\n"), "hunter2");
    EXPECT_EQ(clean("hunter2\r\n"), "hunter2");
    EXPECT_EQ(clean("hunter2\n\n"), "hunter2\n");
    EXPECT_EQ(clean(" hunter2 "), " hunter2 ");
}

TEST(Password, LosesTheBlanksThatGoogleShowsItWith) {
    EXPECT_EQ(clean("abcd efgh ijkl mnop\n"), "abcdefghijklmnop");
    EXPECT_EQ(clean("Abcd efgh ijkl mnop"), "Abcd efgh ijkl mnop");
    EXPECT_EQ(clean("abcd efgh ijkl mno"), "abcd efgh ijkl mno");
}

TEST(Password, IsNeverEmpty) {
    EXPECT_THAT(clean("\n"), HasSubstr("there is no password in here"));
}

/// Counts how often it is read.
class CountingStore final : public ports::SecretStore {
public:
    [[nodiscard]] std::string description() const override { return "a test"; }

    ports::Result<ports::Secret> read() override {
        ++reads;
        if (broken) {
            return ports::fail(ports::FailureKind::config, "broken");
        }
        return ports::Secret{"hunter2"};
    }

    ports::Result<void> write(const ports::Secret& /*secret*/) override { return {}; }

    ports::Result<void> erase() override { return {}; }

    int reads = 0;
    bool broken = false;
};

TEST(PasswordTokenSource, ReadsThePasswordOnce) {
    CountingStore store;
    PasswordTokenSource source{"ann", store};

    const auto first = source.credential(ports::Freshness::cached);
    const auto second = source.credential(ports::Freshness::cached);

    EXPECT_EQ(first->proof, ports::Proof::password);
    EXPECT_EQ(first->user, "ann");
    EXPECT_EQ(second->secret.reveal(), "hunter2");
    EXPECT_EQ(store.reads, 1);
}

TEST(PasswordTokenSource, AnswersARefusalWithoutAnotherTry) {
    CountingStore store;
    PasswordTokenSource source{"ann", store};

    const auto refused = source.credential(ports::Freshness::forced);

    EXPECT_EQ(refused.error().kind, ports::FailureKind::login_refused);
    EXPECT_THAT(refused.error().sentence, HasSubstr("the password of ann from a test"));
    EXPECT_THAT(refused.error().hint, HasSubstr("app password"));
    EXPECT_EQ(store.reads, 0);
}

TEST(PasswordTokenSource, TriesAStoreAgainThatFailed) {
    CountingStore store;
    store.broken = true;
    PasswordTokenSource source{"ann", store};
    EXPECT_EQ(source.credential(ports::Freshness::cached).error().sentence, "broken");

    store.broken = false;

    EXPECT_TRUE(source.credential(ports::Freshness::cached));
}

} // namespace
} // namespace secrets
