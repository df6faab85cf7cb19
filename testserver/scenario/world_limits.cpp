#include "testserver/scenario/world_limits.hpp"

#include "testserver/scenario/scenario_fields.hpp"

#include <array>
#include <limits>

namespace testserver {
namespace {

constexpr std::string_view session_over = "Session expired, please login again.";

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
        scenario.rules.push_back(
            standing_rule("limit session", on, {action::Bye{std::string{session_over}}})
        );
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

/// What limits hold until all of them are read.
struct Limits {
    Scenario& scenario;
    std::optional<std::uint64_t> download{};
    std::optional<std::uint64_t> upload{};
    Milliseconds window = std::chrono::hours{24};
    Milliseconds lock_out = std::chrono::hours{1}; ///< At least (GMAIL-IMAP 7: 1 h to 24 h).
    bool session_outlives_token = false;
};

/// Gmail ends the session amid an answer, and lets nobody in for a while (GMAIL-IMAP 3.1 and 3.3).
void add_budget(Limits& limits, std::string name, Trigger on) {
    on.window = limits.window;
    limits.scenario.rules.push_back(standing_rule(
        std::move(name),
        std::move(on),
        {action::LockOut{limits.lock_out},
         action::Bye{"[OVERQUOTA] Account exceeded command or bandwidth limits."}}
    ));
}

/// GMAIL-IMAP 3.4: a session lasts as long as the access token that opened it, as Google says;
/// others saw it outlive the token.
void add_end_of_token(Scenario& scenario) {
    Trigger on;
    on.token_expired = true;
    scenario.rules.push_back(
        standing_rule("limit token_life", on, {action::Bye{std::string{session_over}}})
    );
}

void add_rules(Limits& limits) {
    if (limits.download) {
        Trigger on;
        on.downloaded = limits.download;
        add_budget(limits, "limit download", on);
    }
    if (limits.upload) {
        Trigger on;
        on.uploaded = limits.upload;
        add_budget(limits, "limit upload", on);
    }
    if (limits.scenario.token_life && !limits.session_outlives_token) {
        add_end_of_token(limits.scenario);
    }
}

void check_limits(const toml::table& table, const Limits& limits, ScenarioNotes& notes) {
    const bool has_budget = limits.download || limits.upload;
    if (!has_budget && (table.contains("window") || table.contains("lock_out"))) {
        notes.complain(table, "window and lock_out belong to a budget: download or upload");
    }
    if (limits.window.count() == 0) {
        notes.complain(table, "a window needs some time");
    }
    if (table.contains("session_outlives_token") && !limits.scenario.token_life) {
        notes.complain(table, "session_outlives_token belongs to token_life");
    }
}

constexpr std::array<Field<Limits>, 10> fields{{
    {"session",
     [](Limits& limits, const toml::node& node, ScenarioNotes& notes) {
         read_session(limits.scenario, node, notes);
     }},
    {"nat_idle",
     [](Limits& limits, const toml::node& node, ScenarioNotes& notes) {
         read_nat_idle(limits.scenario, node, notes);
     }},
    {"connections",
     [](Limits& limits, const toml::node& node, ScenarioNotes& notes) {
         limits.scenario.connections = notes.number(node);
     }},
    {"release",
     [](Limits& limits, const toml::node& node, ScenarioNotes& notes) {
         limits.scenario.release = notes.duration(node);
     }},
    {"download",
     [](Limits& limits, const toml::node& node, ScenarioNotes& notes) {
         limits.download = notes.number(node);
     }},
    {"upload",
     [](Limits& limits, const toml::node& node, ScenarioNotes& notes) {
         limits.upload = notes.number(node);
     }},
    {"window",
     [](Limits& limits, const toml::node& node, ScenarioNotes& notes) {
         assign(limits.window, notes.duration(node));
     }},
    {"lock_out",
     [](Limits& limits, const toml::node& node, ScenarioNotes& notes) {
         assign(limits.lock_out, notes.duration(node));
     }},
    {"token_life",
     [](Limits& limits, const toml::node& node, ScenarioNotes& notes) {
         limits.scenario.token_life = notes.duration(node);
     }},
    {"session_outlives_token",
     [](Limits& limits, const toml::node& node, ScenarioNotes& notes) {
         assign(limits.session_outlives_token, notes.truth(node));
     }},
}};

} // namespace

void read_world_limits(Scenario& scenario, const toml::node& node, ScenarioNotes& notes) {
    if (const auto* table = node.as_table()) {
        Limits limits{.scenario = scenario};
        read_fields<Limits>(*table, fields, limits, notes);
        check_limits(*table, limits, notes);
        add_rules(limits);
    } else {
        notes.complain(node, "limits = { session = \"24h\", nat_idle = \"12m\" } is expected");
    }
}

} // namespace testserver
