#include "testserver/scenario/engine.hpp"

#include <algorithm>

namespace testserver {
namespace {

/// It says something in place of an answer, or of how a command is executed.
bool answers(const Action& action) {
    return std::holds_alternative<action::Reply>(action) ||
           std::holds_alternative<action::Swallow>(action) ||
           std::holds_alternative<action::DropEffect>(action) ||
           std::holds_alternative<action::ApplyThen>(action) ||
           std::holds_alternative<action::ApplyFirst>(action) ||
           std::holds_alternative<action::Late>(action) ||
           std::holds_alternative<action::Challenge>(action) ||
           std::holds_alternative<action::Rewrite>(action) ||
           std::holds_alternative<action::Tell>(action) ||
           std::holds_alternative<action::Drip>(action) ||
           std::holds_alternative<action::Split>(action) ||
           std::holds_alternative<action::Http>(action);
}

} // namespace

Engine::Firing Engine::fire(std::string_view rule, Instant now) {
    const auto found = std::ranges::find(scenario_.rules, rule, &Rule::name);
    const auto place = static_cast<std::size_t>(found - scenario_.rules.begin());
    if (occasions_[place] == Occasion::request) {
        states_[place].ordered = true;
        return Firing::at_next_request;
    }
    if (std::ranges::any_of(found->actions, answers)) {
        states_[place].ordered = true;
        return Firing::at_next_command;
    }
    fire_on_all(place, now);
    return Firing::at_once;
}

/// True once, when the rule was fired by hand and this is what it waits for.
bool Engine::take_order(
    std::size_t rule, const ConnectionFacts& facts, const Connection& connection
) {
    auto& state = states_[rule];
    const bool taken = state.ordered && holds(scenario_.rules[rule].on, facts, connection);
    state.ordered = state.ordered && !taken;
    return taken;
}

} // namespace testserver
