#include "app/compose/fault_injection.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <gtest/gtest.h>

namespace compose {
namespace {

testserver::Scenario scenario(std::string_view text) {
    auto read = testserver::read_scenario(text, "test.toml");
    EXPECT_TRUE(read.problems.empty());
    return std::move(read.scenario);
}

std::string secret_of(ports::TokenSource& tokens, ports::Freshness freshness) {
    return std::string{tokens.credential(freshness).value().secret.reveal()};
}

TEST(FaultInjection, GivesEachSeedAStateOfItsOwn) {
    const FaultInjection one{scenario("seed = 1"), 1};
    const FaultInjection other{scenario("seed = 2"), 1};
    const FaultInjection plain{scenario("seed = 1\nprofile = \"rfc\""), 1};

    EXPECT_NE(one.flags().at("host"), other.flags().at("host"));
    EXPECT_NE(one.flags().at("host"), plain.flags().at("host"));
}

TEST(FaultInjection, IssuesTokensThatDie) {
    FaultInjection outside{scenario("limits = { token_life = \"1h\" }"), 1};
    config::Settings settings;
    settings.address = outside.flags().at("user");
    const auto tokens = outside.tokens(settings, {}).value();
    const auto sleep = outside.sleep();

    const auto first = secret_of(*tokens, ports::Freshness::cached);
    EXPECT_EQ(secret_of(*tokens, ports::Freshness::cached), first);
    const auto second = secret_of(*tokens, ports::Freshness::forced);
    EXPECT_NE(second, first);
    sleep(outside.clock().monotonic() + std::chrono::hours{1}, {});
    EXPECT_NE(secret_of(*tokens, ports::Freshness::cached), second);
}

} // namespace
} // namespace compose
