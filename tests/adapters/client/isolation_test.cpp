// A server on which connections end at certain messages, in whatever order it answers: those are
// found, everything else arrives, and it does not cost a storm.

#include "adapters/imap/client/isolation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

namespace imap::client {
namespace {

using ports::Uid;

/// Answers a question as a server would that dies at each of `poisoned`.
class Server {
public:
    enum class Order : unsigned char { ascending, any };

    Server(std::set<std::uint32_t> poisoned, Order order, unsigned seed)
        : poisoned_(std::move(poisoned)), order_(order), random_(seed) {}

    /// What arrives before the end; true when nothing ended.
    bool answer(std::vector<Uid> asked, Isolation& rest) {
        std::ranges::sort(asked);
        if (order_ == Order::any) {
            std::ranges::shuffle(asked, random_);
        }
        for (const Uid uid : asked) {
            if (poisoned_.contains(uid.value)) {
                ++losses;
                return false;
            }
            rest.arrived(uid);
            arrived.insert(uid.value);
        }
        return true;
    }

    std::set<std::uint32_t> arrived;
    unsigned losses = 0;

private:
    std::set<std::uint32_t> poisoned_;
    Order order_;
    std::mt19937 random_;
};

std::vector<Uid> newest_first(std::uint32_t count) {
    std::vector<Uid> uids;
    for (std::uint32_t uid = count; uid > 0; --uid) {
        uids.push_back({uid});
    }
    return uids;
}

/// The messages that are left out in the end.
std::set<std::uint32_t> left_out(Server& server, std::uint32_t count) {
    Isolation rest{newest_first(count)};
    std::set<std::uint32_t> out;
    for (unsigned steps = 0; !rest.done() && steps < 10 * count + 100; ++steps) {
        if (const auto accused = rest.accused()) {
            out.insert(accused->value);
            rest.leave_out(*accused);
        } else if (server.answer(rest.next(), rest)) {
            rest.answered();
        } else {
            rest.lost();
        }
    }
    EXPECT_TRUE(rest.done()) << "it does not come to an end";
    return out;
}

TEST(Isolation, AsksForEverythingAtOnceWhileNothingHappens) {
    Isolation rest{newest_first(2000)};

    EXPECT_EQ(rest.next().size(), 2000U);
    rest.answered();

    EXPECT_TRUE(rest.done()) << "what an answer leaves out is not there";
}

TEST(Isolation, AsksOnlyForTheRestAfterALoss) {
    Isolation rest{newest_first(1000)};
    static_cast<void>(rest.next());
    rest.arrived({1000});
    rest.lost();

    EXPECT_EQ(rest.next().size(), 999U) << "one loss is everyday life";
}

TEST(Isolation, FindsTheMessageWhereverItIs) {
    for (std::uint32_t uid = 1; uid <= 300; ++uid) {
        SCOPED_TRACE(uid);
        Server server{{uid}, Server::Order::ascending, 1};

        EXPECT_THAT(left_out(server, 300), testing::ElementsAre(uid));

        EXPECT_EQ(server.arrived.size(), 299U);
        EXPECT_LE(server.losses, 6U);
    }
}

TEST(Isolation, FindsItToTooWhereAServerKeepsNoOrder) {
    for (unsigned seed = 1; seed <= 100; ++seed) {
        SCOPED_TRACE(seed);
        Server server{{1 + seed * 2}, Server::Order::any, seed};

        EXPECT_THAT(left_out(server, 300), testing::ElementsAre(1 + seed * 2));

        EXPECT_EQ(server.arrived.size(), 299U);
        EXPECT_LE(server.losses, 20U);
    }
}

TEST(Isolation, FindsSeveral) {
    const std::set<std::uint32_t> poisoned{1, 2, 3, 150, 299, 300};
    Server server{poisoned, Server::Order::ascending, 1};

    EXPECT_EQ(left_out(server, 300), poisoned);

    EXPECT_EQ(server.arrived.size(), 294U);
    EXPECT_LE(server.losses, 6U * poisoned.size());
}

TEST(Isolation, FindsTheOnlyOne) {
    Server server{{7}, Server::Order::ascending, 1};
    Isolation rest{{{7}}};
    for (unsigned i = 0; i < 3; ++i) {
        EXPECT_FALSE(rest.accused());
        EXPECT_FALSE(server.answer(rest.next(), rest));
        rest.lost();
    }

    EXPECT_EQ(rest.accused(), Uid{7});
}

TEST(Isolation, AccusesNobodyOfABadLine) {
    std::mt19937 random{1};
    Isolation rest{newest_first(500)};
    for (unsigned losses = 0; !rest.done(); ++losses) {
        ASSERT_LT(losses, 1000U);
        const auto asked = rest.next();
        const auto come = random() % (asked.size() + 1);
        for (std::size_t i = 0; i < come; ++i) {
            rest.arrived(asked[i]);
        }
        if (come == asked.size()) {
            rest.answered();
        } else {
            rest.lost();
        }
        if (asked.size() > 1) {
            EXPECT_FALSE(rest.accused());
        } else if (rest.accused()) {
            break; // Three cuts at one message: that has to look like its fault.
        }
    }
}

} // namespace
} // namespace imap::client
