#include "testserver/scenario/world_limits.hpp"

#include "testserver/scenario/scenario_fields.hpp"

#include <array>
#include <limits>

namespace testserver {
namespace {

Rule standing_rule(std::string name, Trigger on, std::vector<Action> actions) {
    Rule rule;
    rule.name = std::move(name);
    rule.on = std::move(on);
    rule.actions = std::move(actions);
    rule.times = std::numeric_limits<std::uint64_t>::max();
    rule.required = false;
    return rule;
}

void read_session(Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
    if (const auto life = notes.duration(node)) {
        Trigger on;
        on.age = life;
        scenario.rules.push_back(standing_rule(
            "limit session", on, {action::Bye{"Session expired, please login again."}}
        ));
    }
}

/// A NAT that has forgotten a connection lets nothing through, and tells nobody.
void read_nat_idle(Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
    if (const auto idle = notes.duration(node)) {
        Trigger on;
        on.idle_for = idle;
        scenario.rules.push_back(
            standing_rule("limit nat_idle", on, {action::Close{{Closing::vanish}}})
        );
    }
}

/// Gmail ends the session, and refuses logins from then on.
void read_bytes(Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
    if (const auto most = notes.number(node)) {
        Trigger on;
        on.phase = TriggerPhase::selected;
        on.bytes_served = most;
        scenario.rules.push_back(standing_rule(
            "limit bytes",
            on,
            {action::Bye{"[OVERQUOTA] Account exceeded command or bandwidth limits."}}
        ));
        for (const char* command : {"LOGIN", "AUTHENTICATE"}) {
            Trigger login;
            login.command = command;
            login.bytes_served = most;
            scenario.rules.push_back(standing_rule(
                std::string{"limit bytes at "} + command,
                login,
                {action::Reply{"NO [ALERT] Account exceeded command or bandwidth limits. (Failure)"}
                }
            ));
        }
    }
}

constexpr std::array<Field<Scenario>, 6> fields{{
    {"session", read_session},
    {"nat_idle", read_nat_idle},
    {"connections",
     [](Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
         scenario.connections = notes.number(node);
     }},
    {"release",
     [](Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
         scenario.release = notes.duration(node);
     }},
    {"bytes", read_bytes},
    {"token_life",
     [](Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
         scenario.token_life = notes.duration(node);
     }},
}};

} // namespace

void read_world_limits(Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
    if (const auto* table = node.as_table()) {
        read_fields<Scenario>(*table, fields, scenario, notes);
    } else {
        notes.complain(node, "limits = { session = \"24h\", nat_idle = \"12m\" } is expected");
    }
}

} // namespace testserver
