#pragma once

#include "testserver/scenario/action.hpp"
#include "testserver/scenario/expectation.hpp"
#include "testserver/scenario/folder_settings.hpp"
#include "testserver/scenario/oauth_settings.hpp"
#include "testserver/scenario/trigger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace testserver {

/// When something goes wrong, and how.
struct Rule {
    std::string name;
    Trigger on;
    std::vector<Action> actions;
    std::uint64_t times = 1;          ///< It fires no more often; the largest number for "any".
    std::optional<Sweep> swept_times; ///< Each number that a runner tries in its place.
    std::optional<Milliseconds> until;
    bool required = true; ///< A run in which it never fired has failed.
    bool enabled = true;

    [[nodiscard]] bool speaks_of_oauth() const { return on.oauth; }
};

enum class ScenarioClock : unsigned char { real, manual };

/// A world that goes wrong in a known way: rules, and what must be true at the end. One seed
/// decides all that is drawn.
struct Scenario {
    std::string name;
    std::uint64_t seed = 1;
    ScenarioClock clock = ScenarioClock::real;
    std::optional<std::string> profile;       ///< "gmail" or "rfc"; any when not said.
    std::optional<Milliseconds> token_life;   ///< Of access tokens.
    std::optional<std::uint64_t> connections; ///< Sessions of one account at once, at most.
    std::optional<Milliseconds> release;      ///< How long one that was cut off still counts.
    bool grease = false;                      ///< Legal variance, drawn from the seed.
    std::optional<OauthSettings> oauth;       ///< Only where there is an OAuth endpoint.
    std::optional<FolderSettings> folders;    ///< Gmail's usual ones when not said.
    std::vector<Rule> rules;
    std::vector<Expectation> expectations;
};

/// Whether it needs the OAuth endpoint, which only sockets have.
bool speaks_of_oauth(const Scenario& scenario);

} // namespace testserver
