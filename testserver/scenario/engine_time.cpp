#include "testserver/scenario/engine.hpp"

#include <algorithm>

namespace testserver {
namespace {

void earlier(std::optional<Instant>& moment, const std::optional<Instant>& other) {
    if (other && (!moment || *other < *moment)) {
        moment = other;
    }
}

} // namespace

/// When a rule is due because of the clock alone.
std::optional<Instant> Engine::due(std::size_t rule) const {
    const auto& on = scenario_.rules[rule].on;
    const auto& state = states_[rule];
    auto from = start_;
    if (!on.after.empty()) {
        const auto before = std::ranges::find(scenario_.rules, on.after, &Rule::name);
        const auto& first =
            states_[static_cast<std::size_t>(before - scenario_.rules.begin())].first;
        if (!first) {
            return std::nullopt;
        }
        from = *first;
    }
    if (on.every) {
        const auto periods = static_cast<std::int64_t>(state.ticks + 1);
        return from + on.at.value_or(Milliseconds{0}) + *on.every * periods;
    }
    return on.at && state.ticks == 0 ? std::optional{from + *on.at} : std::nullopt;
}

/// When it is due because of this connection's age or silence.
std::optional<Instant> Engine::due_on(std::size_t rule, const Connection& connection) const {
    const auto& on = scenario_.rules[rule].on;
    const bool of_its_token = on.token_expired && connection.token_expires;
    if (!connection.open || connection.ended || !(on.age || on.idle_for || of_its_token)) {
        return std::nullopt;
    }
    auto moment = of_its_token ? *connection.token_expires : Instant::min();
    if (on.age) {
        moment = std::max(moment, connection.opened + *on.age);
    }
    if (on.idle_for) {
        moment = std::max(moment, connection.last_byte + *on.idle_for);
    }
    const auto done = connection.timed.find(rule);
    const bool again = done == connection.timed.end() || done->second < moment;
    return again ? std::optional{moment} : std::nullopt;
}

std::optional<Instant> Engine::next_moment() const {
    std::optional<Instant> moment;
    if (!wakes_.empty()) {
        moment = *wakes_.begin();
    }
    for (const auto* downtime : {&downtime_, &oauth_downtime_}) {
        if (downtime->until != Instant::max()) {
            earlier(moment, downtime->until);
        }
    }
    for (std::size_t i = 0; i < scenario_.rules.size(); ++i) {
        if (occasions_[i] != Occasion::time || !may_fire(i, start_)) {
            continue;
        }
        earlier(moment, due(i));
        for (const auto& [ordinal, connection] : connections_) {
            if (scenario_.rules[i].on.connections.holds(ordinal)) {
                earlier(moment, due_on(i, connection));
            }
        }
    }
    return moment;
}

Listening Engine::listening(Instant now) const {
    return downtime_.at(now);
}

Listening Engine::http_listening(Instant now) const {
    return oauth_downtime_.at(now);
}

void Engine::on_time(Instant now) {
    wakes_.erase(wakes_.begin(), wakes_.upper_bound(now));
    for (auto* downtime : {&downtime_, &oauth_downtime_}) {
        if (downtime->until && *downtime->until <= now) {
            downtime->until.reset();
        }
    }
    for (std::size_t i = 0; i < scenario_.rules.size(); ++i) {
        if (occasions_[i] == Occasion::time) {
            fire_timed(i, now);
        }
    }
}

void Engine::fire_timed(std::size_t rule, Instant now) {
    const auto moment = due(rule);
    if (moment && *moment <= now) {
        ++states_[rule].ticks;
        if (may_fire(rule, now) && matches_now(rule, {0, states_[rule].ticks, {}, now})) {
            fire_on_all(rule, now);
        }
    }
    for (auto& [ordinal, connection] : connections_) {
        const auto own = due_on(rule, connection);
        ConnectionFacts facts;
        facts.ordinal = ordinal;
        facts.user = connection.user;
        const auto& on = scenario_.rules[rule].on;
        if (!own || *own > now || !may_fire(rule, now) || !on.connections.holds(ordinal) ||
            (!on.account.empty() && on.account != facts.user)) {
            continue;
        }
        connection.timed[rule] = now;
        const auto since = std::to_string(since_start(now).count());
        const Spot spot{
            ordinal,
            static_cast<std::uint64_t>(since_start(now).count()),
            "at = \"" + since + "ms\"",
            now
        };
        if (matches_now(rule, spot)) {
            auto reaction = react(rule, spot, &connection);
            slow_down(scenario_.rules[rule], connection);
            std::ranges::move(reaction.before, std::back_inserter(connection.pending));
            std::ranges::move(reaction.after, std::back_inserter(connection.pending));
        }
    }
}

/// What a rule does to the world it does once; what it does to a connection, to every one that its
/// trigger names.
void Engine::fire_on_all(std::size_t rule, Instant now) {
    const auto& wanted = scenario_.rules[rule];
    const Spot spot{
        0,
        states_[rule].fired + 1,
        std::string{wanted.on.oauth ? "endpoint = \"oauth\", " : ""} + "at = \"" +
            std::to_string(since_start(now).count()) + "ms\"",
        now
    };
    const auto reaction = react(rule, spot, nullptr);
    for (auto& [ordinal, connection] : connections_) {
        if (!connection.open || connection.ended || !wanted.on.connections.holds(ordinal)) {
            continue;
        }
        std::ranges::copy(reaction.before, std::back_inserter(connection.pending));
        std::ranges::copy(reaction.after, std::back_inserter(connection.pending));
        connection.ended = reaction.ends;
        slow_down(wanted, connection);
    }
}

/// A rule of time meets no answer, so what it says of pieces is true of all that follows.
void Engine::slow_down(const Rule& rule, Connection& connection) {
    for (const auto& action : rule.actions) {
        if (const auto* drip = std::get_if<action::Drip>(&action)) {
            connection.slow_for_good = {drip->bytes, drip->every};
        } else if (const auto* split = std::get_if<action::Split>(&action)) {
            connection.slow_for_good = {split->bytes, Milliseconds{0}};
        }
    }
}

} // namespace testserver
