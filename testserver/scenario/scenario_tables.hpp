#pragma once

#include "testserver/scenario/scenario.hpp"
#include "testserver/scenario/scenario_notes.hpp"

#include <optional>
#include <vector>

namespace testserver {

// The parts of a scenario file. Each complains of what it cannot read and gives the rest.

Trigger read_trigger(const toml::node& node, ScenarioNotes& notes);
std::vector<Action> read_actions(const toml::node& node, ScenarioNotes& notes);
HttpChange read_http_change(const toml::node& node, ScenarioNotes& notes);
OauthSettings read_oauth_settings(const toml::node& node, ScenarioNotes& notes);
FolderSettings read_folder_settings(const toml::node& node, ScenarioNotes& notes);
/// Complains where a rule speaks of a request and of something else that a request has not.
void check_http_rule(const toml::table& rule, const Rule& read, ScenarioNotes& notes);
/// Complains where a rule sweeps more than one thing.
void check_sweeps(const toml::table& rule, const Rule& read, ScenarioNotes& notes);
/// Rules that others speak of must exist, and each name once.
void check_rule_names(const Scenario& scenario, const toml::table& root, ScenarioNotes& notes);
/// "oldest 2", "newest", "all", "uid 7".
std::optional<MessageChoice> read_message_choice(const toml::node& node, ScenarioNotes& notes);
MailboxChange read_mailbox_change(const toml::node& node, ScenarioNotes& notes);
/// { min, max }, or one number for both.
std::optional<Bounds> read_bounds(const toml::node& node, ScenarioNotes& notes);
/// One table, or a list of them.
std::vector<MailboxExpectation>
read_mailbox_expectations(const toml::node& node, ScenarioNotes& notes);
Expectation read_expectation(const toml::node& node, ScenarioNotes& notes);

} // namespace testserver
