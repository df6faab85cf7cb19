// The whole job of the whole program (sync, learn, plan, apply, watch, undo) with its first
// connection ending after a byte of either side: at a share of all bytes for each commit, at every
// one with CUT_STRIDE=1. A case that fails is played alone as the scenario that the test prints:
// gmail-classifier --simulate FILE demo.

#include "tests/simulation/whole_job.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <ostream>
#include <stdexcept>
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

/// So many that the server says enough to be worth cutting.
constexpr std::size_t mailbox_size = 170;
constexpr std::uint64_t least_said = 200'000;

/// Which of how many machines this is, where a sweep is shared out: `SHARD=2/5` is the second of
/// five.
struct Shard {
    std::uint64_t number = 1;
    std::uint64_t of = 1;
};

Shard shard() {
    const char* said = std::getenv("SHARD"); // NOLINT(concurrency-mt-unsafe)
    if (said == nullptr) {
        return {};
    }
    const std::string text{said};
    const auto slash = text.find('/');
    const Shard which{std::stoull(text), std::stoull(text.substr(slash + 1))};
    if (slash == std::string::npos || which.number < 1 || which.number > which.of) {
        throw std::invalid_argument{"SHARD is to be i/n with 1 <= i <= n, not " + text};
    }
    return which;
}

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
    return play(read.scenario, {.messages = mailbox_size, .learn = false});
}

class WholeCut : public ::testing::TestWithParam<Cut> {};

TEST_P(WholeCut, EndsAsACalmRunDoes) {
    const auto& cut = GetParam();
    const auto calm = played("");
    ASSERT_TRUE(calm.as_planned && calm.restored && calm.flags_kept);
    ASSERT_GE(calm.served, least_said);

    // Offsets count the plain stream, which is longer than what compression leaves on the wire: its
    // end is where the cut happens no more.
    const auto [number, of] = shard();
    const auto begun = std::chrono::steady_clock::now();
    std::uint64_t offset = 1 + (number - 1) * stride_of(cut);
    std::uint64_t cases = 0;
    for (auto job = played(scenario(cut, offset)); job.problems.empty();
         offset += of * stride_of(cut), job = played(scenario(cut, offset))) {
        const bool well = !job.failure && job.as_planned && job.restored && job.flags_kept &&
                          job.changed == calm.changed && job.connections == 2;
        ASSERT_TRUE(well) << "byte " << offset << ", "
                          << (job.failure ? job.verb + ": " + job.failure->sentence
                                          : std::string{"it ended otherwise"})
                          << "\n"
                          << scenario(cut, offset);
        ++cases;
    }
    EXPECT_GT(offset, calm.*cut.bytes);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::cout << fmt::format(
        "{}: {} of {} bytes cut, {:.0f} cases/s\n",
        cut.name,
        cases,
        offset - 1,
        static_cast<double>(cases) / took.count()
    );
}

INSTANTIATE_TEST_SUITE_P(
    Simulation,
    WholeCut,
    ::testing::Values(
        Cut{"ServerFin", "out_byte", R"({ close = "fin" })", &Played::received, 9973},
        Cut{"ServerRst", "out_byte", R"({ close = "rst" })", &Played::received, 19997},
        Cut{"ServerStall", "out_byte", "{ stall = true }", &Played::received, 25013},
        Cut{"ServerTruncation", "out_byte", R"({ close = "truncate" })", &Played::received, 30011},
        Cut{"ClientNotExecuted", "in_byte", R"({ close = "rst" })", &Played::sent, 397},
        Cut{"ClientExecuted",
            "in_byte",
            R"({ apply_then = "nothing" }, { close = "fin" })",
            &Played::sent,
            401}
    ),
    [](const auto& cut) { return cut.param.name; }
);

} // namespace
} // namespace simulation
