#pragma once

#include "testserver/scenario/scenario.hpp"
#include "testserver/scenario/scenario_notes.hpp"

namespace testserver {

/// Reads the limits table: how long Gmail lets things live. Each is a rule that need not fire, in
/// the words that Gmail uses (GMAIL-IMAP 3), so a scenario can also write it out.
void read_world_limits(Scenario& scenario, const toml::node& node, ScenarioNotes& notes);

} // namespace testserver
