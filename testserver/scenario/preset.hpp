#pragma once

#include "testserver/scenario/catalogue.hpp"
#include "testserver/scenario/scenario.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace testserver {

/// A login name chooses a fault: "me+throttled@gmail.com", or by the id of its row, "me+p4@…" and
/// "me+p4-anything@…". What comes before the login cannot be chosen so.

/// The word after "+" in a login name; absent when there is none.
std::optional<std::string_view> preset_word(std::string_view login_name);

/// The row that a word means, or null: none of that name, or none that begins after the login name
/// is known.
const CatalogueRow* preset_row(std::string_view word);

/// Whether all of it can begin when a client says its name: it wants nothing of greeting, handshake
/// and accept, and changes nothing for clients of another name.
bool begins_at_login(const Scenario& scenario);

/// The table for `--list-presets`: what a client logs in as, and what it meets.
std::string listed_presets();

/// The word that is spelt most like this one.
std::string nearest_preset(std::string_view word);

} // namespace testserver
