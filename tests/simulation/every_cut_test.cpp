// A reference run (log in, read a mailbox, change labels, leave) with the connection ending after
// bytes that either side says: after each one with EVERY_BYTE=1 in the environment, else after a
// share of them. Every case has to end as the calm run does.

#include "tests/simulation/mailbox_run.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <ostream>
#include <string>

namespace simulation {
namespace {

using compose::LinkFault;
using testserver::Profile;

struct Sweep {
    std::string name;
    Profile profile;
    LinkFault (*fault)(std::uint64_t offset);
    std::uint64_t Outcome::* bytes; ///< Of which side.
    std::uint64_t stride;           ///< A prime, so that the offsets meet every phase of a line.

    friend std::ostream& operator<<(std::ostream& out, const Sweep& sweep) {
        return out << sweep.name;
    }
};

LinkFault server_cut(std::uint64_t offset) {
    return {.server_bytes = offset, .client_bytes = {}};
}

LinkFault server_reset(std::uint64_t offset) {
    return {.server_bytes = offset, .client_bytes = {}, .how = net::Ending::reset};
}

LinkFault server_stall(std::uint64_t offset) {
    return {.server_bytes = offset, .client_bytes = {}, .stall = true};
}

LinkFault client_cut(std::uint64_t offset) {
    return {.server_bytes = {}, .client_bytes = offset};
}

LinkFault client_stall(std::uint64_t offset) {
    return {.server_bytes = {}, .client_bytes = offset, .stall = true};
}

std::uint64_t stride_of(const Sweep& sweep) {
    return std::getenv("EVERY_BYTE") == nullptr ? sweep.stride : 1; // NOLINT(concurrency-mt-unsafe)
}

class EveryCut : public testing::TestWithParam<Sweep> {};

TEST_P(EveryCut, EndsAsACalmRunDoes) {
    const Sweep& sweep = GetParam();
    const Outcome reference = run(sweep.profile);
    ASSERT_EQ(complaint(reference, reference), "");
    ASSERT_EQ(reference.connections, 1);

    const std::uint64_t bytes = reference.*sweep.bytes;
    for (std::uint64_t offset = 0; offset <= bytes; offset += stride_of(sweep)) {
        const auto faults = [&sweep, offset](std::uint64_t connection) {
            return connection == 1 ? sweep.fault(offset) : LinkFault{};
        };
        ASSERT_EQ(complaint(run(sweep.profile, faults), reference), "")
            << sweep.name << ", offset " << offset << " of " << bytes
            << "; again with EVERY_BYTE=1 --gtest_filter=*" << sweep.name;
    }
}

// The kinds of ending differ little to the client, so the sweeps after the first are coarser.
INSTANTIATE_TEST_SUITE_P(
    Simulation,
    EveryCut,
    testing::Values(
        Sweep{"GmailServerCut", Profile::gmail, server_cut, &Outcome::server_bytes, 13},
        Sweep{"GmailServerReset", Profile::gmail, server_reset, &Outcome::server_bytes, 101},
        Sweep{"GmailServerStall", Profile::gmail, server_stall, &Outcome::server_bytes, 37},
        Sweep{"GmailClientCut", Profile::gmail, client_cut, &Outcome::client_bytes, 2},
        Sweep{"GmailClientStall", Profile::gmail, client_stall, &Outcome::client_bytes, 11},
        Sweep{"PlainServerCut", Profile::rfc, server_cut, &Outcome::server_bytes, 31},
        Sweep{"PlainClientCut", Profile::rfc, client_cut, &Outcome::client_bytes, 5}
    ),
    [](const auto& sweep) { return sweep.param.name; }
);

void expect_that_both_are_survived(
    std::uint64_t first, std::uint64_t second, const Outcome& reference
) {
    const auto faults = [first, second](std::uint64_t connection) {
        return connection <= 2 ? server_cut(connection == 1 ? first : second) : LinkFault{};
    };
    ASSERT_EQ(complaint(run(Profile::gmail, faults), reference), "")
        << "cut after " << first << ", then after " << second;
}

TEST(EveryCut, ASecondCutDuringTheRecoveryIsSurvivedToo) {
    const Outcome reference = run(Profile::gmail);
    const std::uint64_t end = reference.server_bytes + 1;
    constexpr std::uint64_t stride = 61;
    constexpr std::uint64_t second_stride = 211;
    const bool every_pair = std::getenv("EVERY_BYTE") != nullptr; // NOLINT(concurrency-mt-unsafe)

    for (std::uint64_t first = 0; first < end && !HasFatalFailure(); first += stride) {
        if (!every_pair) {
            expect_that_both_are_survived(first, (first * 7919) % end, reference);
            continue;
        }
        for (std::uint64_t second = first % second_stride; second < end && !HasFatalFailure();
             second += second_stride) {
            expect_that_both_are_survived(first, second, reference);
        }
    }
}

TEST(EveryCut, TheSameRunTwiceIsTheSameRun) {
    const Outcome once = run(Profile::gmail);
    const Outcome again = run(Profile::gmail);

    EXPECT_EQ(once.server_bytes, again.server_bytes);
    EXPECT_EQ(once.client_bytes, again.client_bytes);
    EXPECT_EQ(once.labels, again.labels);
}

} // namespace
} // namespace simulation
