#include "testserver/scenario/decision_writer.hpp"
#include "testserver/scenario/engine.hpp"
#include "testserver/scenario/malformed.hpp"
#include "testserver/scenario/overloaded.hpp"

#include <algorithm>
#include <utility>

namespace testserver {
namespace {

/// A silence that outlives every client's patience ends a connection as surely as a FIN.
bool ends_it(const Action& done) {
    const auto* stall = std::get_if<action::Stall>(&done);
    return std::holds_alternative<action::Close>(done) ||
           std::holds_alternative<action::Bye>(done) ||
           std::holds_alternative<action::CloseAll>(done) || (stall != nullptr && !stall->time);
}

} // namespace

bool Engine::may_fire(std::size_t rule, Instant now) const {
    const auto& wanted = scenario_.rules[rule];
    const auto& state = states_[rule];
    const auto after = std::ranges::find(scenario_.rules, wanted.on.after, &Rule::name);
    const bool waits =
        !wanted.on.after.empty() &&
        states_[static_cast<std::size_t>(after - scenario_.rules.begin())].fired == 0;
    return state.enabled && !wanted.on.swept_connections && !wanted.swept_times &&
           state.fired < wanted.times && !waits &&
           (!wanted.until || since_start(now) <= *wanted.until);
}

/// All of the trigger but its place in the stream, its time and its chance.
bool Engine::holds(const Trigger& on, const ConnectionFacts& facts, const Connection& connection)
    const {
    if (!on.connections.holds(facts.ordinal) || (!on.account.empty() && on.account != facts.user)) {
        return false;
    }
    if (!on.command.empty() && on.command != "*" && on.command != connection.command) {
        return false;
    }
    if ((!on.command.empty() || on.arguments) && connection.command.empty()) {
        return false;
    }
    if (on.arguments && !on.arguments->found_in(connection.arguments)) {
        return false;
    }
    if (on.event && *on.event != connection.commands) {
        return false;
    }
    if (!fires_at_a_sum(on) && !sums_hold(on, connection)) {
        return false;
    }
    if (on.token_expired &&
        (!connection.token_expires || connection.last_byte < *connection.token_expires)) {
        return false;
    }
    if (on.open_connections && open_connections() < *on.open_connections) {
        return false;
    }
    if (!on.phase) {
        return true;
    }
    switch (*on.phase) {
    case TriggerPhase::auth:
        return facts.phase == ConnectionPhase::auth;
    case TriggerPhase::authed:
        return facts.phase > ConnectionPhase::auth;
    case TriggerPhase::selected:
        return facts.phase == ConnectionPhase::selected;
    case TriggerPhase::idle:
        return connection.command == "IDLE";
    default:
        return true; // Its occasion says it.
    }
}

bool Engine::lucky(const Rule& rule, const Spot& spot) const {
    return rule.on.probability >= 1 ||
           draw_fraction({scenario_.seed, rule.name, spot.connection, spot.event}) <
               rule.on.probability;
}

/// Counts a moment at which all else holds, and says whether it is the one.
bool Engine::matches_now(std::size_t rule, const Spot& spot) {
    const auto& wanted = scenario_.rules[rule];
    const auto matches = ++states_[rule].matches;
    if (wanted.on.swept_nth) {
        note_count(wanted, matches);
        return false;
    }
    return wanted.on.nth.holds(matches) && lucky(wanted, spot);
}

Engine::Reaction Engine::react(std::size_t rule, const Spot& spot, Connection* connection) {
    Reaction reaction;
    fire_rule(rule, spot, reaction, connection);
    return reaction;
}

void Engine::fire_rule(
    std::size_t rule, const Spot& spot, Reaction& reaction, Connection* connection
) {
    const auto& wanted = scenario_.rules[rule];
    auto& state = states_[rule];
    ++state.fired;
    state.first = state.first.value_or(spot.now);
    note(RunEvent::What::fired, spot.connection, wanted.name, spot.now);
    log('F', spot.connection, wanted.name, spot.now);
    auto here = spot;
    here.oauth = wanted.on.oauth;
    std::vector<Action> done;
    for (const auto& action : wanted.actions) {
        done.push_back(decided(action, wanted, spot));
        do_action(done.back(), here, reaction, connection);
    }
    note_decision(wanted, spot, done);
}

/// The action with everything drawn that it leaves to chance.
Action Engine::decided(const Action& action, const Rule& rule, const Spot& spot) const {
    if (const auto* lock = std::get_if<action::LockOut>(&action)) {
        return decided_lock(*lock, rule, spot);
    }
    const auto* close = std::get_if<action::Close>(&action);
    if (close == nullptr || close->how.size() == 1) {
        return action;
    }
    const auto name = rule.name + " close";
    const auto drawn = draw({scenario_.seed, name, spot.connection, spot.event});
    return action::Close{{close->how[drawn % close->how.size()]}};
}

void Engine::note_decision(const Rule& rule, const Spot& spot, const std::vector<Action>& done) {
    if (spot.trigger.empty()) {
        return;
    }
    decisions_ += written_rule(
        rule.name + " #" + std::to_string(fired(rule.name)), spot.connection, spot.trigger, done
    );
}

std::string Engine::decisions() const {
    const auto profile = scenario_.profile ? "profile = " + quoted(*scenario_.profile) + '\n' : "";
    return "seed = " + std::to_string(scenario_.seed) + '\n' + profile + written_world(scenario_) +
           decisions_ + expectations();
}

/// Those that speak of a rule speak of its first firing; without one there is nothing to replay.
std::string Engine::expectations() const {
    std::string text;
    for (const auto& expected : scenario_.expectations) {
        std::string rules;
        bool all_fired = true;
        const auto name = [&](std::string_view key, const std::string& rule) {
            if (!rule.empty()) {
                rules += std::string{key} + " = " + quoted(rule + " #1") + '\n';
                all_fired = all_fired && fired(rule) > 0;
            }
        };
        name("after", expected.after);
        name("before_rule", expected.before_rule);
        text += all_fired ? "\n[[expect]]\n" + rules + expected.written + '\n'
                          : "\n# An expectation speaks of a rule that never fired.\n";
    }
    return text;
}

// One table of what each action does; halves of it would say less.
void Engine::do_action( // NOLINT(readability-function-size)
    const Action& action,
    const Spot& spot,
    Reaction& reaction,
    Connection* connection
) {
    const std::string tag = connection != nullptr ? connection->tag : "";
    auto& steps =
        reaction.applies || reaction.http || reaction.waits ? reaction.after : reaction.before;
    const auto say = [&](std::string bytes) { steps.emplace_back(step::Send{std::move(bytes)}); };
    std::visit(
        Overloaded{
            [&](const action::Reply& reply) {
                reaction.replaced = true;
                reaction.answers = reaction.answers && !reaction.first;
                say(tag + ' ' + reply.text + "\r\n");
            },
            [&](const action::Untagged& untagged) { say("* " + untagged.text + "\r\n"); },
            [&](const action::Bye& bye) {
                reaction.replaced = true;
                say("* BYE " + bye.text + "\r\n");
                steps.emplace_back(step::Close{Closing::notify});
            },
            [&](const action::Raw& raw) { say(raw.bytes); },
            [&](const action::Preset& preset) {
                say(std::string{find_malformed(preset.name)->bytes});
            },
            [&](const action::Swallow&) { reaction.replaced = true; },
            [&](const action::DropEffect&) { reaction.drops = true; },
            [&](const action::ApplyThen& then) {
                reaction.applies = true;
                reaction.answers = then.answer;
            },
            [&](const action::ApplyFirst& part) {
                reaction.applies = true;
                reaction.first = part.messages;
            },
            [&](const action::Late& late) {
                reaction.drops = true;
                reaction.late = spot.now + late.time;
                wakes_.insert(*reaction.late);
            },
            [&](const action::Challenge& challenge) {
                say("+ " + challenge.text + "\r\n");
                reaction.replaced = true;
                reaction.waits = true;
            },
            [&](const action::Rewrite& rewrite) {
                if (connection != nullptr) {
                    connection->rewrites.push_back(rewrite);
                }
            },
            [&](const action::Tell& tell) { reaction.telling = tell.when; },
            [&](const action::Delay& delay) { steps.emplace_back(step::Pause{delay.time}); },
            [&](const action::Drip& drip) {
                if (connection != nullptr) {
                    connection->shaping = {drip.bytes, drip.every};
                }
            },
            [&](const action::Split& split) {
                if (connection != nullptr) {
                    connection->shaping = {split.bytes, Milliseconds{0}};
                }
            },
            [&](const action::Stall& stall) { steps.emplace_back(step::Pause{stall.time}); },
            [&](const action::StopReading& deaf) {
                steps.emplace_back(step::StopReading{deaf.time});
            },
            [&](const action::Close& close) {
                reaction.replaced = reaction.replaced || !reaction.http; // Else it ends behind it.
                steps.emplace_back(step::Close{close.how.front()});
            },
            [&](const action::CloseAll& close) { close_all(close.how); },
            [&](const action::Meet& how) { meet(how, spot.oauth ? oauth_standing_ : standing_); },
            [&](const action::Down& down) { stop_listening(spot, down.time, Listening::refused); },
            [&](const action::Deaf& deaf) { stop_listening(spot, deaf.time, Listening::deaf); },
            [&](const action::Fault& fault) { steps.emplace_back(fault.fault); },
            [&](const action::Mailbox& mailbox) {
                world_.change_mailbox(mailbox.change, spot.now);
                if (mailbox.change.new_uidvalidity) {
                    told_.renewed(mailbox.change.folder);
                }
            },
            [&](const action::LockOut& lock) {
                world_.lock_out(
                    connection != nullptr ? account_of(*connection) : std::string{},
                    spot.now + lock.time
                );
            },
            [&](const action::Token& token) { world_.change_tokens(token.change, spot.now); },
            [&](const action::Http& http) { reaction.http = http.change; },
            [&](const action::Switch& change) { switch_rules(change); },
        },
        action
    );
    if (ends_it(action)) {
        reaction.ends = true;
        if (connection != nullptr) {
            auto& end =
                reaction.applies && reaction.answers ? connection->ending : connection->ended;
            end = true;
        }
    }
}

void Engine::stop_listening(const Spot& spot, std::optional<Milliseconds> time, Listening how) {
    auto& downtime = spot.oauth ? oauth_downtime_ : downtime_;
    downtime = {time ? spot.now + *time : Instant::max(), how};
}

void Engine::close_all(Closing how) {
    for (auto& [ordinal, each] : connections_) {
        if (each.open && !each.ended) {
            each.pending.emplace_back(step::Close{how});
            each.ended = true;
        }
    }
}

void Engine::meet(const action::Meet& meet, Admission& standing) {
    const auto take = [](auto& to, const auto& from) {
        if (from) {
            to = *from;
        }
    };
    take(standing.certificate, meet.certificate);
    take(standing.lowest, meet.lowest);
    take(standing.highest, meet.highest);
    take(standing.no_common_cipher, meet.no_common_cipher);
    take(standing.small_dh, meet.small_dh);
    take(standing.refuse_alpn, meet.refuse_alpn);
    take(standing.refuse_resumption, meet.refuse_resumption);
    // Where they contradict, only the one that was said is meant.
    standing.lowest = std::min(standing.lowest, standing.highest);
}

void Engine::switch_rules(const action::Switch& change) {
    for (const auto& name : change.rules) {
        const auto found = std::ranges::find(scenario_.rules, name, &Rule::name);
        if (found != scenario_.rules.end()) {
            states_[static_cast<std::size_t>(found - scenario_.rules.begin())].enabled = change.on;
        }
    }
}

} // namespace testserver
