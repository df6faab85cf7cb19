#pragma once

#include "testserver/scenario/scenario.hpp"
#include "testserver/scenario/scenario_notes.hpp"

#include <vector>

namespace testserver {

// The parts of a scenario file. Each complains of what it cannot read and gives the rest.

Trigger read_trigger(const toml::node& node, ScenarioNotes& notes);
std::vector<Action> read_actions(const toml::node& node, ScenarioNotes& notes);
MailboxChange read_mailbox_change(const toml::node& node, ScenarioNotes& notes);
Expectation read_expectation(const toml::node& node, ScenarioNotes& notes);

} // namespace testserver
