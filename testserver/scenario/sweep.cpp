#include "testserver/scenario/sweep.hpp"

#include "testserver/scenario/output_marks.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace testserver {
namespace {

/// FAULTS D 6.2: inside a literal every 97th byte stands for its neighbours.
constexpr std::uint64_t literal_stride = 97;
constexpr std::uint64_t most_places = 10'000'000;

using Member = std::optional<Offset> Trigger::*;

constexpr std::array<Member, 5> offsets{
    &Trigger::out_byte,
    &Trigger::in_byte,
    &Trigger::literal_byte,
    &Trigger::raw_byte,
    &Trigger::line
};

void add_around(std::set<std::uint64_t>& edges, std::uint64_t at) {
    edges.insert({at == 0 ? 0 : at - 1, at, at + 1});
}

Member swept_member(const Trigger& on) {
    const auto* const found = std::ranges::find_if(offsets, [&on](Member member) {
        return on.*member && std::holds_alternative<Sweep>(*(on.*member));
    });
    return found == offsets.end() ? nullptr : *found;
}

/// Whatever it sweeps; null when nothing.
const Sweep* any_sweep_of(const Rule& rule) {
    const auto& on = rule.on;
    if (rule.swept_times) {
        return &*rule.swept_times;
    }
    if (on.swept_nth) {
        return &*on.swept_nth;
    }
    return on.swept_connections ? &*on.swept_connections : sweep_of(on);
}

bool counts_from_one(const Rule& rule) {
    const auto& on = rule.on;
    return rule.swept_times || on.swept_nth || on.swept_connections ||
           swept_member(on) == &Trigger::line;
}

/// The one value in place of the sweep.
void settle_on(Rule& rule, std::uint64_t value) {
    auto& on = rule.on;
    const Ordinals only{{{value, value}}};
    if (rule.swept_times) {
        rule.times = value;
        rule.swept_times.reset();
    } else if (on.swept_nth) {
        on.nth = only;
        on.swept_nth.reset();
    } else if (on.swept_connections) {
        on.connections = only;
        on.swept_connections.reset();
    } else {
        on.*swept_member(on) = Offset{value};
    }
}

std::vector<std::uint64_t> every(std::uint64_t from, std::uint64_t to, std::uint64_t step) {
    std::vector<std::uint64_t> values;
    for (auto at = from; at <= to && values.size() < most_places; at += step) {
        values.push_back(at);
        if (to - at < step) {
            break;
        }
    }
    return values;
}

std::vector<std::uint64_t> values_of(const Sweep& sweep, const SweepReach& reach, bool of_lines) {
    const std::uint64_t first = of_lines ? 1 : 0; // Lines are counted from 1.
    switch (sweep.over) {
    case Sweep::Over::range:
        return every(sweep.from, sweep.to, sweep.step);
    case Sweep::Over::every:
        break;
    case Sweep::Over::edges:
        if (!of_lines) {
            std::vector<std::uint64_t> values{reach.edges.begin(), reach.edges.end()};
            std::erase_if(values, [&](std::uint64_t at) { return at >= reach.size; });
            return values;
        }
        break;
    }
    return reach.size == 0 ? std::vector<std::uint64_t>{} : every(first, reach.size - 1 + first, 1);
}

} // namespace

const Sweep* sweep_of(const Trigger& on) {
    const auto member = swept_member(on);
    return member == nullptr ? nullptr : std::get_if<Sweep>(&*(on.*member));
}

std::size_t count_of_sweeps(const Rule& rule) {
    const auto& on = rule.on;
    const auto of_offsets = std::ranges::count_if(offsets, [&on](Member member) {
        return on.*member && std::holds_alternative<Sweep>(*(on.*member));
    });
    return static_cast<std::size_t>(of_offsets) + (on.swept_nth ? 1U : 0U) +
           (on.swept_connections ? 1U : 0U) + (rule.swept_times ? 1U : 0U);
}

bool sweeps(const Scenario& scenario) {
    return std::ranges::any_of(scenario.rules, [](const Rule& rule) {
        return count_of_sweeps(rule) > 0;
    });
}

bool needs_reach(const Scenario& scenario) {
    return std::ranges::any_of(scenario.rules, [](const Rule& rule) {
        const auto* sweep = any_sweep_of(rule);
        return sweep != nullptr && sweep->over != Sweep::Over::range;
    });
}

std::set<std::uint64_t> token_edges(std::string_view bytes) {
    std::set<std::uint64_t> edges;
    const auto marks = mark(bytes);
    auto literal = marks.literals.begin();
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (literal != marks.literals.end() && at == literal->start) {
            add_around(edges, at);
            for (std::uint64_t inside = 0; inside < literal->size; inside += literal_stride) {
                edges.insert(at + inside);
            }
            at += literal->size;
            add_around(edges, at);
            ++literal;
        }
        if (at < bytes.size() &&
            std::string_view{" ()[]{}\"\r\n"}.find(bytes[at]) != std::string_view::npos) {
            add_around(edges, at);
        }
    }
    add_around(edges, bytes.size());
    return edges;
}

SweepCases::Made SweepCases::make(Scenario scenario, const SweepReaches& reaches) {
    SweepCases cases{std::move(scenario)};
    auto& rules = cases.scenario_.rules;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto* sweep = any_sweep_of(rules[i]);
        if (sweep == nullptr) {
            continue;
        }
        const auto member = swept_member(rules[i].on);
        const auto reach = reaches.find(rules[i].name);
        if (member == &Trigger::raw_byte && sweep->over != Sweep::Over::range) {
            return "rule \"" + rules[i].name +
                   "\": a handshake shows no edges; raw_byte sweeps { from, to, step }";
        }
        auto values = values_of(
            *sweep, reach == reaches.end() ? SweepReach{} : reach->second, counts_from_one(rules[i])
        );
        if (values.empty()) {
            return "rule \"" + rules[i].name +
                   "\" has nothing to sweep: in a run without it nothing came that its trigger "
                   "speaks of";
        }
        rules[i].required = false;
        cases.places_.push_back({i, std::move(values)});
    }
    return cases;
}

std::size_t SweepCases::size() const {
    std::size_t all = 1;
    for (const auto& each : places_) {
        const bool fits = all <= std::numeric_limits<std::size_t>::max() / each.values.size();
        all = fits ? all * each.values.size() : std::numeric_limits<std::size_t>::max();
    }
    return all;
}

SweepCase SweepCases::at(std::size_t number) const {
    SweepCase one{{}, scenario_};
    for (const auto& each : places_) {
        auto& rule = one.scenario.rules[each.rule];
        const auto value = each.values[number % each.values.size()];
        number /= each.values.size();
        settle_on(rule, value);
        one.name += (one.name.empty() ? "" : ",") + rule.name + '=' + std::to_string(value);
    }
    return one;
}

} // namespace testserver
