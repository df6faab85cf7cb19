#include "testserver/protocol/scenario_world.hpp"

#include <array>

namespace testserver {

MailboxSettings mailbox_settings(const Scenario& scenario, Profile profile) {
    constexpr std::array uses{
        SpecialUse::all,
        SpecialUse::drafts,
        SpecialUse::flagged,
        SpecialUse::important,
        SpecialUse::junk,
        SpecialUse::sent,
        SpecialUse::trash
    };
    constexpr std::array languages{Language::english, Language::german, Language::french};
    constexpr std::array expunges{
        ExpungeBehavior::archive, ExpungeBehavior::trash, ExpungeBehavior::delete_forever
    };
    MailboxSettings settings{.profile = profile};
    if (scenario.folders) {
        settings.tree = scenario.folders->tree;
        settings.language = languages.at(static_cast<std::size_t>(scenario.folders->language));
        settings.auto_expunge = scenario.folders->auto_expunge;
        settings.expunge_behavior =
            expunges.at(static_cast<std::size_t>(scenario.folders->expunge_behavior));
        for (const auto role : scenario.folders->hidden) {
            settings.hidden.insert(uses.at(static_cast<std::size_t>(role)));
        }
    }
    return settings;
}

void settle(World& world, const Scenario& scenario, Instant start) {
    if (scenario.token_life) {
        for (auto& [text, token] : world.tokens) {
            token.expires = start + *scenario.token_life;
        }
    }
    if (scenario.connections) {
        world.most_sessions = *scenario.connections;
    }
    world.seat_kept = scenario.release.value_or(world.seat_kept);
    if (scenario.grease) {
        world.grease = scenario.seed;
    }
}

} // namespace testserver
