#include "tests/simulation/cuts.hpp"

#include "adapters/imap/wire/framer.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <variant>

namespace simulation {
namespace {

constexpr std::size_t mailbox_size = 170;

} // namespace

std::string cut_rule(
    std::string_view name,
    unsigned connection,
    std::string_view where,
    const std::string& offset,
    std::string_view what
) {
    return fmt::format(
        "[[rule]]\nname = \"{}\"\non = {{ conn = {}, {} = {} }}\ndo = [{}]\n",
        name,
        connection,
        where,
        offset,
        what
    );
}

Played played(const std::string& rules) {
    const auto read = testserver::read_scenario(rules, "cut");
    EXPECT_TRUE(read.problems.empty()) << read.problems.front().text();
    return play(read.scenario, {.messages = mailbox_size, .learn = false});
}

const Played& calm() {
    static const Played reference = played(
        cut_rule("calm", 1, "in_byte", R"("sweep")", R"({ close = "rst" })") + "required = false\n"
    );
    return reference;
}

std::string ending(const Played& job, std::uint64_t most_connections) {
    if (job.failure) {
        return job.verb + ": " + job.failure->sentence;
    }
    std::string amiss;
    const auto note = [&amiss](bool well, const std::string& what) {
        amiss += well ? "" : what + "; ";
    };
    note(job.problems.empty(), "a cut did not happen");
    note(job.as_planned, "apply made something else than was planned");
    note(job.restored, "undo did not restore all");
    note(job.flags_kept, "a flag of the user's changed");
    note(job.changed == calm().changed, fmt::format("{} messages changed", job.changed));
    note(job.connections <= most_connections, fmt::format("{} connections", job.connections));
    return amiss.empty() ? "as planned, and back" : amiss;
}

std::vector<std::uint64_t> ends_of_responses(const std::string& stream) {
    imap::wire::Framer framer{imap::wire::Peer::server};
    std::vector<std::uint64_t> ends;
    for (std::size_t at = 0; at < stream.size(); ++at) {
        framer.receive({&stream[at], 1});
        for (auto event = framer.next(); !std::holds_alternative<imap::wire::NeedMore>(event);
             event = framer.next()) {
            EXPECT_TRUE(std::holds_alternative<imap::wire::Frame>(event)) << "byte " << at;
            ends.push_back(at + 1);
        }
    }
    return ends;
}

std::vector<std::uint64_t> places_in_responses(const std::string& stream) {
    std::vector<std::uint64_t> places;
    std::uint64_t begin = 0;
    for (const auto end : ends_of_responses(stream)) {
        places.insert(places.end(), {begin + 1, std::midpoint(begin, end), end - 1, end});
        begin = end;
    }
    std::ranges::sort(places);
    const auto repeated = std::ranges::unique(places);
    places.erase(repeated.begin(), repeated.end());
    places.pop_back(); // Behind the last response nothing is left to be cut.
    return places;
}

} // namespace simulation
