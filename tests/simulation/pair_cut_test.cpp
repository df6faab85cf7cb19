// The whole job cut twice: a second fault at each step of the recovery from the first. A step is a
// response of the server on the second connection, from the greeting over login and SELECT to the
// first answers to what was asked again.

#include "tests/simulation/cuts.hpp"
#include "tests/simulation/logged_stream.hpp"
#include "tests/support/sweep_share.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iostream>

namespace simulation {
namespace {

using support::shard;
using support::stride_or;

/// Of the responses on the second connection: login and SELECT take some twenty, what is behind
/// them is the job going on.
constexpr std::size_t steps_of_recovery = 40;

/// Of so many places of the first cut, and of so many steps, one is taken.
struct Share {
    std::uint64_t places = 0;
    std::uint64_t steps = 0;
};

Share share() {
    return stride_or(0) == 1 ? Share{31, 1} : Share{701, 7};
}

struct Second {
    std::string name;
    std::string_view what;

    friend std::ostream& operator<<(std::ostream& out, const Second& cut) {
        return out << cut.name;
    }
};

class PairCut : public ::testing::TestWithParam<Second> {};

TEST_P(PairCut, EndsAsACalmRunDoesWhereverTheRecoveryIsCut) {
    const auto places = places_in_responses(said_by_server(calm().log, 1));
    const auto [places_apart, steps_apart] = share();
    const auto [number, of] = shard();
    const auto begun = std::chrono::steady_clock::now();

    std::uint64_t cases = 0;
    for (auto i = (number - 1) * places_apart; i < places.size(); i += of * places_apart) {
        const auto first =
            cut_rule("cut", 1, "out_byte", std::to_string(places[i]), R"({ close = "fin" })");
        const auto steps = ends_of_responses(said_by_server(played(first).log, 2));
        const auto all_steps = std::min(steps.size(), steps_of_recovery);
        for (std::size_t step = cases % steps_apart; step < all_steps; step += steps_apart) {
            const auto again =
                cut_rule("again", 2, "out_byte", std::to_string(steps[step]), GetParam().what);
            const auto rules = first + again;
            ASSERT_EQ(ending(played(rules), 3), "as planned, and back") << rules;
            ++cases;
        }
    }

    ASSERT_GT(cases, 0U);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::cout << fmt::format(
        "{}: {} pairs, {:.0f} cases/s\n",
        GetParam().name,
        cases,
        static_cast<double>(cases) / took.count()
    );
}

INSTANTIATE_TEST_SUITE_P(
    Simulation,
    PairCut,
    ::testing::Values(
        Second{"ThenFin", R"({ close = "fin" })"}, Second{"ThenStall", "{ stall = true }"}
    ),
    [](const auto& cut) { return cut.param.name; }
);

} // namespace
} // namespace simulation
