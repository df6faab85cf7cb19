#include "testserver/scenario/scenario_reader.hpp"

#include "testserver/scenario/scenario_fields.hpp"
#include "testserver/scenario/scenario_tables.hpp"
#include "testserver/scenario/world_limits.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace testserver {
namespace {

constexpr std::uint64_t any_times = std::numeric_limits<std::uint64_t>::max();

void read_times(Rule& rule, const toml::node& node, ScenarioNotes& notes) {
    if (node.is_string()) {
        constexpr std::array<std::string_view, 1> known{"any"};
        rule.times = notes.word(node, known) ? any_times : 1;
    } else if (node.is_table()) {
        rule.swept_times = notes.counted_sweep(node); // No run shows how often: a range alone.
    } else {
        assign(rule.times, notes.number(node));
    }
}

constexpr std::array<Field<Rule>, 7> rule_fields{{
    {"name",
     [](Rule& rule, const toml::node& node, ScenarioNotes& notes) {
         assign(rule.name, notes.text(node));
     }},
    {"on",
     [](Rule& rule, const toml::node& node, ScenarioNotes& notes) {
         rule.on = read_trigger(node, notes);
     }},
    {"do",
     [](Rule& rule, const toml::node& node, ScenarioNotes& notes) {
         rule.actions = read_actions(node, notes);
     }},
    {"times", read_times},
    {"until",
     [](Rule& rule, const toml::node& node, ScenarioNotes& notes) {
         rule.until = notes.duration(node);
     }},
    {"required",
     [](Rule& rule, const toml::node& node, ScenarioNotes& notes) {
         assign(rule.required, notes.truth(node));
     }},
    {"enabled",
     [](Rule& rule, const toml::node& node, ScenarioNotes& notes) {
         assign(rule.enabled, notes.truth(node));
     }},
}};

/// Calls `read` with each table of an array of tables.
template <typename Read>
void each_table(const toml::node& node, std::string_view name, ScenarioNotes& notes, Read read) {
    const auto* list = node.as_array();
    if (list == nullptr || list->size() > most_rules) {
        notes.complain(node, "written as [[" + std::string{name} + "]]");
        return;
    }
    for (const auto& one : *list) {
        if (const auto* table = one.as_table()) {
            read(*table);
        } else {
            notes.complain(one, "written as [[" + std::string{name} + "]]");
        }
    }
}

/// A rule of time meets no command, so what it would do to one would never be done.
bool needs_a_command(const Action& action) {
    return std::holds_alternative<action::Reply>(action) ||
           std::holds_alternative<action::Swallow>(action) ||
           std::holds_alternative<action::DropEffect>(action) ||
           std::holds_alternative<action::ApplyThen>(action) ||
           std::holds_alternative<action::ApplyFirst>(action) ||
           std::holds_alternative<action::Late>(action) ||
           std::holds_alternative<action::Challenge>(action) ||
           std::holds_alternative<action::Rewrite>(action) ||
           std::holds_alternative<action::Tell>(action);
}

void check_time_rule(const toml::table& table, const Rule& rule, ScenarioNotes& notes) {
    const auto& on = rule.on;
    if (occasion_of(on) != Occasion::time) {
        return;
    }
    if (std::ranges::any_of(rule.actions, needs_a_command)) {
        notes.complain(
            table, "a rule of time answers no command; say which: on = { cmd = \"NOOP\" }"
        );
    } else if (!on.command.empty() || on.arguments || on.phase || on.bytes_served ||
               on.downloaded || on.uploaded || on.open_connections) {
        notes.complain(
            table,
            "a rule of time meets no command, phase or sum; for a command behind that moment say "
            "on = { cmd = \"NOOP\", after = \"a rule of time\" }"
        );
    }
    const bool of_the_world = on.at || on.every;
    const bool of_a_connection = on.age || on.idle_for || on.token_expired || !on.account.empty();
    if (of_the_world && of_a_connection) {
        notes.complain(
            table,
            "at and every are moments of all connections; age, idle_for, account and an expired "
            "token are one connection's: a rule each"
        );
    }
}

void read_rules(Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
    each_table(node, "rule", notes, [&](const toml::table& table) {
        Rule rule;
        read_fields<Rule>(table, rule_fields, rule, notes);
        if (rule.name.empty()) {
            rule.name = "rule " + std::to_string(scenario.rules.size() + 1);
        }
        if (!table.contains("on") || !table.contains("do")) {
            notes.complain(table, "a rule needs on and do");
        }
        check_sweeps(table, rule, notes);
        check_http_rule(table, rule, notes);
        check_time_rule(table, rule, notes);
        scenario.rules.push_back(std::move(rule));
    });
}

void read_expectations(Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
    each_table(node, "expect", notes, [&](const toml::table& table) {
        scenario.expectations.push_back(read_expectation(table, notes));
    });
}

constexpr std::array<Field<Scenario>, 10> fields{{
    {"name",
     [](Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
         assign(scenario.name, notes.text(node));
     }},
    {"seed",
     [](Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
         assign(scenario.seed, notes.number(node));
     }},
    {"clock",
     [](Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
         constexpr std::array<std::string_view, 2> clocks{"real", "virtual"};
         if (const auto place = notes.word(node, clocks)) {
             scenario.clock = static_cast<ScenarioClock>(*place);
         }
     }},
    {"profile",
     [](Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
         constexpr std::array<std::string_view, 2> profiles{"gmail", "rfc"};
         if (const auto place = notes.word(node, profiles)) {
             scenario.profile = profiles.at(*place);
         }
     }},
    {"grease",
     [](Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
         assign(scenario.grease, notes.truth(node));
     }},
    {"limits", read_world_limits},
    {"oauth",
     [](Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
         scenario.oauth = read_oauth_settings(node, notes);
     }},
    {"folders",
     [](Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
         scenario.folders = read_folder_settings(node, notes);
     }},
    {"rule", read_rules},
    {"expect", read_expectations},
}};

} // namespace

std::string ScenarioProblem::text() const {
    const auto place =
        line == 0 ? file : file + ':' + std::to_string(line) + ':' + std::to_string(column);
    return place + ": " + message;
}

ReadScenario read_scenario(std::string_view text, const std::string& file) {
    ReadScenario read;
    if (text.size() > longest_scenario) {
        read.problems.push_back({file, 0, 0, "is too large for a scenario"});
        return read;
    }
    ScenarioNotes notes;
    try {
        const toml::table root = toml::parse(text);
        read_fields<Scenario>(root, fields, read.scenario, notes);
        check_rule_names(read.scenario, root, notes);
    } catch (const toml::parse_error& error) {
        const auto& place = error.source().begin;
        read.problems.push_back({file, place.line, place.column, std::string{error.description()}});
    }
    for (auto& mistake : notes.mistakes) {
        read.problems.push_back({file, mistake.line, mistake.column, std::move(mistake.message)});
    }
    return read;
}

} // namespace testserver
