#include "testserver/scenario/engine.hpp"

#include <algorithm>
#include <utility>

namespace testserver {

bool speaks_of_oauth(const Scenario& scenario) {
    const auto speaks = [](const auto& each) { return each.speaks_of_oauth(); };
    return scenario.oauth || std::ranges::any_of(scenario.rules, speaks) ||
           std::ranges::any_of(scenario.expectations, speaks);
}

/// Requests have a count of their own, so that they shift no rule of a mail connection.
HttpTreatment Engine::on_request(const ConnectionFacts& connection, const RequestSeen& request) {
    Connection seen; // Of this request alone: HTTP keeps nothing between two.
    seen.commands = ++requests_;
    seen.command = request.name;
    seen.arguments = request.text;
    log('H', connection.ordinal, escaped(request.text), request.now);
    if (unverifiable_requests_.contains(connection.ordinal)) {
        record_.bytes_on_unverifiable += request.text.size();
    }
    note_refresh(connection, request);
    Reaction all;
    for (std::size_t i = 0; i < scenario_.rules.size(); ++i) {
        const Spot spot{
            0, requests_, "phase = \"http\", event = " + std::to_string(requests_), request.now
        };
        const bool meant = occasions_[i] == Occasion::request && may_fire(i, request.now) &&
                           holds(scenario_.rules[i].on, connection, seen) && matches_now(i, spot);
        const bool ordered = occasions_[i] == Occasion::request && take_order(i, connection, seen);
        if (meant || ordered) {
            fire_rule(i, spot, all, &seen);
        }
    }
    HttpTreatment treatment;
    treatment.change = std::move(all.http).value_or(HttpChange{});
    treatment.pieces = seen.shaping;
    treatment.run = all.applies || (!all.replaced && !treatment.change.replaces());
    treatment.answer = all.applies ? all.answers : !all.replaced;
    treatment.before = std::move(all.before);
    treatment.after = std::move(all.after);
    return treatment;
}

/// Of two that are in work at once the answer to one may make the other's worthless (FAULTS O11).
void Engine::note_refresh(const ConnectionFacts& connection, const RequestSeen& request) {
    if (request.text.find("grant_type=refresh_token") == std::string::npos) {
        return;
    }
    note(RunEvent::What::refreshed, connection.ordinal, {}, request.now);
    refreshing_.insert(connection.ordinal);
    record_.refreshes_at_once =
        std::max<std::uint64_t>(record_.refreshes_at_once, refreshing_.size());
}

void Engine::on_request_over(const ConnectionFacts& connection, Instant /*now*/) {
    refreshing_.erase(connection.ordinal);
}

} // namespace testserver
