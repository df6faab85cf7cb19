#include "testserver/scenario/scenario_fields.hpp"
#include "testserver/scenario/scenario_tables.hpp"
#include "testserver/scenario/scenario_words.hpp"

#include <array>

namespace testserver {
namespace {

constexpr std::array<Field<OauthSettings>, 5> fields{{
    {"rotation",
     [](OauthSettings& oauth, const toml::node& node, ScenarioNotes& notes) {
         if (const auto place = notes.word(node, rotation_words)) {
             oauth.rotation = static_cast<Rotation>(*place);
         }
     }},
    {"consent",
     [](OauthSettings& oauth, const toml::node& node, ScenarioNotes& notes) {
         if (const auto place = notes.word(node, consent_words)) {
             oauth.consent = static_cast<Consent>(*place);
         }
     }},
    {"scope",
     [](OauthSettings& oauth, const toml::node& node, ScenarioNotes& notes) {
         assign(oauth.scope, notes.text(node));
     }},
    {"token_delay",
     [](OauthSettings& oauth, const toml::node& node, ScenarioNotes& notes) {
         assign(oauth.token_delay, notes.duration(node));
     }},
    {"refresh_life",
     [](OauthSettings& oauth, const toml::node& node, ScenarioNotes& notes) {
         oauth.refresh_life = notes.duration(node);
     }},
}};

} // namespace

OauthSettings read_oauth_settings(const toml::node& node, ScenarioNotes& notes) {
    OauthSettings oauth;
    if (const auto* table = node.as_table()) {
        read_fields<OauthSettings>(*table, fields, oauth, notes);
    } else {
        notes.complain(node, "oauth = { rotation = \"strict\" } is expected here");
    }
    return oauth;
}

} // namespace testserver
