// The whole job of the whole program (sync, learn, plan, apply, watch, undo) with its first
// connection ending after a byte of either side: at a share of the places where it matters for each
// commit, at every one with CUT_STRIDE=1. A case that fails is played alone as the scenario that
// the test prints: gmail-classifier --simulate FILE demo.
//
// Of the server's quarter of a million bytes not each is a case of its own. The client acts on
// whole responses; of one that was cut off nothing counts as said. So the cuts inside one response
// are one and the same cut, which three bytes stand for: its first, one in its middle and its last
// but one. That nothing happens inside a response is shown for every byte by
// SomethingHappensOnlyAtTheEndOfAResponse.

#include "tests/simulation/cuts.hpp"
#include "tests/simulation/logged_stream.hpp"
#include "tests/support/sweep_share.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <numeric>
#include <ostream>

namespace simulation {
namespace {

using support::shard;
using support::stride_or;

constexpr std::uint64_t least_said = 200'000;

struct Cut {
    std::string name;
    std::string_view where;
    std::string_view what;
    std::uint64_t stride; ///< A prime: of so many places one is cut for each commit.

    friend std::ostream& operator<<(std::ostream& out, const Cut& cut) { return out << cut.name; }
};

std::vector<std::uint64_t> places_of(const Cut& cut) {
    if (cut.where == "out_byte") {
        return places_in_responses(said_by_server(calm().log, 1));
    }
    // But the last: behind it the farewell is said, and nothing is left to be cut.
    std::vector<std::uint64_t> every_byte(calm().reaches.at("calm").size - 1);
    std::iota(every_byte.begin(), every_byte.end(), 1);
    return every_byte;
}

TEST(WholeCut, SomethingHappensOnlyAtTheEndOfAResponse) {
    const auto said = said_by_server(calm().log, 1);
    ASSERT_EQ(said.size(), calm().served) << "the log does not hold all that was said";
    ASSERT_GE(said.size(), least_said);

    const auto ends = ends_of_responses(said);

    for (const auto end : ends) {
        EXPECT_EQ(said[end - 1], '\n') << "byte " << end;
    }
    ASSERT_FALSE(ends.empty());
    EXPECT_EQ(ends.back(), said.size());
}

class WholeCut : public ::testing::TestWithParam<Cut> {};

TEST_P(WholeCut, EndsAsACalmRunDoes) {
    const auto& cut = GetParam();
    ASSERT_EQ(ending(calm(), 1), "as planned, and back");
    const auto places = places_of(cut);
    const auto stride = stride_or(cut.stride);
    const auto [number, of] = shard();
    const auto begun = std::chrono::steady_clock::now();

    std::uint64_t cases = 0;
    for (auto i = (number - 1) * stride; i < places.size(); i += of * stride) {
        const auto rule = cut_rule("cut", 1, cut.where, std::to_string(places[i]), cut.what);
        // One connection is enough where the farewell is cut.
        ASSERT_EQ(ending(played(rule), 2), "as planned, and back") << rule;
        ++cases;
    }

    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::cout << fmt::format(
        "{}: cut at {} of {} places, {:.0f} cases/s\n",
        cut.name,
        cases,
        places.size(),
        static_cast<double>(cases) / took.count()
    );
}

INSTANTIATE_TEST_SUITE_P(
    Simulation,
    WholeCut,
    ::testing::Values(
        Cut{"ServerFin", "out_byte", R"({ close = "fin" })", 97},
        Cut{"ServerRst", "out_byte", R"({ close = "rst" })", 197},
        Cut{"ServerStall", "out_byte", "{ stall = true }", 251},
        Cut{"ServerTruncation", "out_byte", R"({ close = "truncate" })", 307},
        Cut{"ClientNotExecuted", "in_byte", R"({ close = "rst" })", 397},
        Cut{"ClientExecuted", "in_byte", R"({ apply_then = "nothing" }, { close = "fin" })", 401}
    ),
    [](const auto& cut) { return cut.param.name; }
);

} // namespace
} // namespace simulation
