#include "domain/suggest/cover.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

namespace domain::suggest {
namespace {

constexpr std::size_t messages = 100;

MessageSet some(std::initializer_list<std::size_t> members) {
    MessageSet set{messages};
    for (const auto member : members) {
        set.insert(member);
    }
    return set;
}

MessageSet from_to(std::size_t first, std::size_t last) {
    MessageSet set{messages};
    for (auto at = first; at < last; ++at) {
        set.insert(at);
    }
    return set;
}

using Chosen = std::vector<std::size_t>;

TEST(GreedyCover, ChoosesFewThatHitAll) {
    const std::vector<Candidate> candidates{
        {from_to(0, 10)}, {from_to(0, 40)}, {from_to(40, 50)}, {from_to(30, 50)}
    };

    EXPECT_EQ(
        greedy_cover(candidates, from_to(0, 50), from_to(50, 100), {0.9, 2, 12}), (Chosen{1, 2})
    );
}

TEST(GreedyCover, NeverChoosesBelowTheFloor) {
    const std::vector<Candidate> candidates{{from_to(0, 60)}, {from_to(0, 5)}};

    EXPECT_EQ(greedy_cover(candidates, from_to(0, 50), from_to(50, 100), {0.9, 2, 12}), Chosen{1});
}

// Right as a whole, but only because of what another one hits already.
TEST(GreedyCover, LooksAtWhatACandidateAdds) {
    auto second = from_to(2, 42);
    second |= some({60, 61});
    const std::vector<Candidate> candidates{{from_to(0, 40)}, {second}};

    EXPECT_EQ(greedy_cover(candidates, from_to(0, 50), from_to(50, 100), {0.9, 2, 12}), Chosen{0});
}

TEST(GreedyCover, PrefersWhatIsEasyToRead) {
    const std::vector<Candidate> candidates{{from_to(0, 44), 1.25}, {from_to(0, 40)}};

    EXPECT_EQ(greedy_cover(candidates, from_to(0, 50), from_to(50, 100), {0.9, 5, 12}), Chosen{1});
}

TEST(GreedyCover, StopsAtWhatAddsLittle) {
    const std::vector<Candidate> candidates{{from_to(0, 40)}, {from_to(38, 42)}};

    EXPECT_EQ(greedy_cover(candidates, from_to(0, 50), from_to(50, 100), {0.9, 3, 12}), Chosen{0});
}

TEST(GreedyCover, LeavesOutWhatLaterOnesMadeSuperfluous) {
    const std::vector<Candidate> candidates{{from_to(10, 30)}, {from_to(0, 20)}, {from_to(20, 38)}};

    EXPECT_EQ(
        greedy_cover(candidates, from_to(0, 50), from_to(50, 100), {0.9, 5, 12}), (Chosen{1, 2})
    );
}

TEST(GreedyCover, ChoosesNoMoreThanAsked) {
    const std::vector<Candidate> candidates{{from_to(0, 10)}, {from_to(10, 20)}, {from_to(20, 30)}};

    EXPECT_EQ(greedy_cover(candidates, from_to(0, 50), from_to(50, 100), {0.9, 2, 2}).size(), 2U);
}

TEST(GreedyCover, ChoosesNothingOfNothing) {
    EXPECT_TRUE(greedy_cover({}, from_to(0, 50), from_to(50, 100), {}).empty());
}

} // namespace
} // namespace domain::suggest
