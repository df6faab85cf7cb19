// The whole job of the whole program (sync, learn, plan, apply, watch, undo) with its first
// connection ending after a byte of either side: at a share of all bytes for each commit, at every
// one with CUT_STRIDE=1. A case that fails is played alone as the scenario that the test prints:
// gmail-classifier --simulate FILE demo.

#include "tests/simulation/whole_job.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ostream>
#include <string>

namespace simulation {
namespace {

struct Cut {
    std::string name;
    std::string_view where; ///< Whose bytes are counted.
    std::string_view what;
    std::uint64_t Played::* bytes; ///< On the wire: at least so many are there to be cut.
    std::uint64_t stride;          ///< A prime, so that the offsets meet every phase of a line.

    friend std::ostream& operator<<(std::ostream& out, const Cut& cut) { return out << cut.name; }
};

std::uint64_t stride_of(const Cut& cut) {
    const char* said = std::getenv("CUT_STRIDE"); // NOLINT(concurrency-mt-unsafe)
    return said == nullptr ? cut.stride : std::stoull(said);
}

std::string scenario(const Cut& cut, std::uint64_t offset) {
    return fmt::format(
        "[[rule]]\nname = \"cut\"\non = {{ conn = 1, {} = {} }}\ndo = [{}]\n",
        cut.where,
        offset,
        cut.what
    );
}

Played played(const std::string& text) {
    const auto read = testserver::read_scenario(text, "cut");
    EXPECT_TRUE(read.problems.empty()) << read.problems.front().text();
    return play(read.scenario, {.messages = 40});
}

class WholeCut : public ::testing::TestWithParam<Cut> {};

TEST_P(WholeCut, EndsAsACalmRunDoes) {
    const auto& cut = GetParam();
    const auto calm = played("");
    ASSERT_TRUE(calm.as_planned && calm.restored && calm.flags_kept);

    // Offsets count the plain stream, which is longer than what compression leaves on the wire: its
    // end is where the cut happens no more.
    std::uint64_t offset = 1;
    for (auto job = played(scenario(cut, offset)); job.problems.empty();
         offset += stride_of(cut), job = played(scenario(cut, offset))) {
        const bool well = !job.failure && job.as_planned && job.restored && job.flags_kept &&
                          job.changed == calm.changed && job.connections == 2;
        ASSERT_TRUE(well) << "byte " << offset << ", "
                          << (job.failure ? job.verb + ": " + job.failure->sentence
                                          : std::string{"it ended otherwise"})
                          << "\n"
                          << scenario(cut, offset);
    }
    EXPECT_GT(offset, calm.*cut.bytes);
}

INSTANTIATE_TEST_SUITE_P(
    Simulation,
    WholeCut,
    ::testing::Values(
        Cut{"ServerFin", "out_byte", R"({ close = "fin" })", &Played::received, 1999},
        Cut{"ServerRst", "out_byte", R"({ close = "rst" })", &Played::received, 4001},
        Cut{"ServerStall", "out_byte", "{ stall = true }", &Played::received, 5003},
        Cut{"ServerTruncation", "out_byte", R"({ close = "truncate" })", &Played::received, 6007},
        Cut{"ClientNotExecuted", "in_byte", R"({ close = "rst" })", &Played::sent, 97},
        Cut{"ClientExecuted",
            "in_byte",
            R"({ apply_then = "nothing" }, { close = "fin" })",
            &Played::sent,
            101}
    ),
    [](const auto& cut) { return cut.param.name; }
);

} // namespace
} // namespace simulation
