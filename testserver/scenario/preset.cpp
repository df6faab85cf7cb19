#include "testserver/scenario/preset.hpp"

#include "domain/rules/diagnostic.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <variant>
#include <vector>

namespace testserver {
namespace {

/// Words that say it better than an id does.
constexpr std::array<std::pair<std::string_view, std::string_view>, 28> spoken{{
    {"bad-password", "A1"},
    {"web-login", "A5"},
    {"too-many", "A6"},
    {"flaky-login", "A8"},
    {"slow-login", "A11"},
    {"refused", "C1"},
    {"bad", "C2"},
    {"bye", "C3"},
    {"hangup", "C4"},
    {"swallowed", "C5"},
    {"wrong-tag", "C6"},
    {"lying-ok", "C11"},
    {"lost-answer", "C12"},
    {"index-lag", "C13"},
    {"malformed", "C15"},
    {"drip", "T13"},
    {"stall", "T10"},
    {"reset", "T6"},
    {"no-idle", "I1"},
    {"deaf-idle", "I7"},
    {"uidvalidity", "B2"},
    {"over-quota", "B9"},
    {"bandwidth", "P2"},
    {"locked-out", "P3"},
    {"throttled", "P4"},
    {"dropped-writes", "P5"},
    {"expired-session", "P7"},
    {"suspended", "P8"},
}};

std::string upper(std::string_view text) {
    std::string all{text};
    std::ranges::transform(all, all.begin(), [](unsigned char c) {
        return static_cast<char>(std::toupper(c));
    });
    return all;
}

std::string lower(std::string_view text) {
    std::string all{text};
    std::ranges::transform(all, all.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return all;
}

/// What happens to everybody, or before anybody has a name.
bool is_for_all(const Action& action) {
    return std::holds_alternative<action::Meet>(action) ||
           std::holds_alternative<action::Down>(action) ||
           std::holds_alternative<action::Deaf>(action) ||
           std::holds_alternative<action::Token>(action);
}

bool begins_at_login(const CatalogueRow& row) {
    return !row.scenario.empty() &&
           begins_at_login(read_scenario(row.scenario, std::string{row.id}).scenario);
}

std::string_view word_for(const CatalogueRow& row) {
    const auto* const found =
        std::ranges::find(spoken, row.id, [](const auto& each) { return each.second; });
    return found == spoken.end() ? std::string_view{} : found->first;
}

} // namespace

std::optional<std::string_view> preset_word(std::string_view login_name) {
    const auto plus = login_name.find('+');
    if (plus == std::string_view::npos) {
        return std::nullopt;
    }
    const auto word = login_name.substr(plus + 1);
    return word.substr(0, word.rfind('@'));
}

const CatalogueRow* preset_row(std::string_view word) {
    const auto asked = lower(word);
    const auto* const said =
        std::ranges::find(spoken, std::string_view{asked}, [](const auto& each) {
            return each.first;
        });
    const auto* row = said != spoken.end()
                          ? find_row(said->second)
                          : find_row(upper(std::string_view{asked}.substr(0, asked.find('-'))));
    return row != nullptr && begins_at_login(*row) ? row : nullptr;
}

bool begins_at_login(const Scenario& scenario) {
    const auto begins = [](const Rule& rule) {
        const auto occasion = occasion_of(rule.on);
        return occasion != Occasion::accept && occasion != Occasion::handshake &&
               rule.on.phase != TriggerPhase::greeting &&
               std::ranges::none_of(rule.actions, is_for_all);
    };
    const bool is_about_the_world = scenario.token_life || scenario.connections ||
                                    scenario.release || scenario.grease || scenario.folders ||
                                    speaks_of_oauth(scenario);
    return scenario.clock == ScenarioClock::real && !is_about_the_world &&
           std::ranges::all_of(scenario.rules, begins);
}

std::string listed_presets() {
    std::string text = "Log in as              what goes wrong\n";
    for (const auto& row : catalogue()) {
        if (begins_at_login(row)) {
            const auto word = word_for(row);
            auto name = "me+" + (word.empty() ? lower(row.id) : std::string{word}) + "@...";
            name.resize(std::max<std::size_t>(name.size(), 22), ' ');
            text += name + ' ' + std::string{row.fault} + " (" + std::string{row.id} + ")\n";
        }
    }
    return text;
}

std::string nearest_preset(std::string_view word) {
    std::vector<std::string> ids;
    std::vector<std::string_view> known;
    for (const auto& row : catalogue()) {
        ids.push_back(lower(row.id));
    }
    std::ranges::copy(ids, std::back_inserter(known));
    for (const auto& [name, id] : spoken) {
        known.push_back(name);
    }
    const auto near = domain::rules::nearest(lower(word), known);
    return near ? std::string{*near} : std::string{};
}

} // namespace testserver
