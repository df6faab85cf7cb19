#include "testserver/protocol/scenario_world.hpp"

namespace testserver {

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
