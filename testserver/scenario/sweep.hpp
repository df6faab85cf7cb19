#pragma once

#include "testserver/scenario/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace testserver {

/// How far the bytes go that a sweeping rule could cut into, as a run without it has shown.
struct SweepReach {
    std::uint64_t size = 0;        ///< Places are 0 up to here, which is not one; or so many were
                                   ///< counted.
    std::set<std::uint64_t> edges; ///< Those where a token begins or ends, one beside it, and
                                   ///< strides inside literals.
};

/// By the name of the rule.
using SweepReaches = std::map<std::string, SweepReach, std::less<>>;

/// A rule's sweeping offset; null when it has none.
const Sweep* sweep_of(const Trigger& on);
/// Of offsets, connections, matches and times.
std::size_t count_of_sweeps(const Rule& rule);
bool sweeps(const Scenario& scenario);
/// Whether a run without the sweeping rules must show the places first.
bool needs_reach(const Scenario& scenario);

/// Where tokens of some plain bytes begin and end: spaces, brackets, line ends, literals.
std::set<std::uint64_t> token_edges(std::string_view bytes);

/// One run of a sweep.
struct SweepCase {
    std::string name;  ///< "cut=12", several with commas.
    Scenario scenario; ///< Sweeps no more; its rules that did may stay unfired.
};

/// A scenario that sweeps, as one case for each place, or for each combination of places.
class SweepCases {
public:
    /// What cannot be a sweep is said in a sentence.
    using Made = std::variant<SweepCases, std::string>;
    static Made make(Scenario scenario, const SweepReaches& reaches);

    [[nodiscard]] std::size_t size() const;
    /// `number` counts from 0.
    [[nodiscard]] SweepCase at(std::size_t number) const;

private:
    struct Places {
        std::size_t rule = 0;
        std::vector<std::uint64_t> values;
    };

    explicit SweepCases(Scenario scenario) : scenario_(std::move(scenario)) {}

    Scenario scenario_;
    std::vector<Places> places_;
};

} // namespace testserver
