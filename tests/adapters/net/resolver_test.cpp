#include "adapters/net/resolver.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace {

net::Deadline soon() {
    return std::chrono::steady_clock::now() + std::chrono::seconds{10};
}

TEST(Resolver, AnAddressIsItsOwnAnswer) {
    const auto addresses = net::resolve("127.0.0.1", soon(), {});

    ASSERT_TRUE(addresses);
    EXPECT_EQ(*addresses, std::vector<std::string>{"127.0.0.1"});
}

TEST(Resolver, AnImpossibleNameHasNoAddress) {
    const auto addresses = net::resolve(std::string(300, 'x'), soon(), {});

    ASSERT_FALSE(addresses);
    EXPECT_EQ(addresses.error().kind, ports::FailureKind::name_resolution);
}

TEST(Resolver, AStopEndsTheWait) {
    std::stop_source stop;
    stop.request_stop();

    const auto addresses = net::resolve("localhost", soon(), stop.get_token());

    if (!addresses) { // The answer may be faster than the stop.
        EXPECT_EQ(addresses.error().kind, ports::FailureKind::interrupted);
    }
}

} // namespace
