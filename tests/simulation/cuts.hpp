#pragma once

#include "tests/simulation/whole_job.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The whole job, cut: which places there are, and how it has to end.
namespace simulation {

/// A rule of a scenario. `where` says whose bytes are counted, `offset` is a number or a sweep.
std::string cut_rule(
    std::string_view name,
    unsigned connection,
    std::string_view where,
    const std::string& offset,
    std::string_view what
);

/// The job under these rules. The server says enough in it to be worth cutting.
Played played(const std::string& rules);

/// The job that nothing disturbs, with the reach of a client's byte as "calm".
const Played& calm();

/// "as planned, and back", or what is amiss. A cut must have happened.
std::string ending(const Played& job, std::uint64_t most_connections);

/// Offsets behind the last byte of each response. Anything else than whole responses fails the
/// test.
std::vector<std::uint64_t> ends_of_responses(const std::string& stream);

/// The ends of responses but the last, and three bytes for what is inside of each.
std::vector<std::uint64_t> places_in_responses(const std::string& stream);

} // namespace simulation
