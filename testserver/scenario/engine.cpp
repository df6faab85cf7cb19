#include "testserver/scenario/engine.hpp"

#include "testserver/scenario/output_marks.hpp"
#include "testserver/scenario/rewrite.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace testserver {
Engine::Engine(Scenario scenario, WorldEffects& world, Instant start, LogSink log)
    : scenario_(std::move(scenario)), world_(world), start_(start), log_(std::move(log)),
      states_(scenario_.rules.size()) {
    for (std::size_t i = 0; i < scenario_.rules.size(); ++i) {
        occasions_.push_back(occasion_of(scenario_.rules[i].on));
        states_[i].enabled = scenario_.rules[i].enabled;
        const auto& on = scenario_.rules[i].on;
        if (on.downloaded || on.uploaded) {
            longest_window_ = std::max(longest_window_, on.window);
        }
    }
    looks_at_uids_ = std::ranges::any_of(scenario_.expectations, [](const Expectation& expected) {
        return expected.labels_once || expected.fresh_uids;
    });
}

Treatment Engine::on_command(const ConnectionFacts& connection, const CommandSeen& command) {
    auto& c = find(connection, command.now);
    ++c.commands;
    c.command = command.name;
    c.tag = command.tag;
    c.login_name = command.login_name;
    c.arguments = shown_command(command.name, command.text);
    c.answer_from = c.out_bytes;
    c.answer_from_line = c.lines;
    c.replaced = false;
    c.shaping = {};
    c.rewrites.clear();
    log('C', connection.ordinal, c.arguments, command.now);
    forbid(c.arguments);
    note(RunEvent::What::command, connection.ordinal, c.arguments, command.now);
    const auto noted = record_.events.size() - 1;
    if (looks_at_uids_) {
        watch_uids(connection.ordinal, c.arguments);
        record_.events[noted].uid_validity = told_.validity(connection.ordinal);
    }

    Reaction all;
    for (std::size_t i = 0; i < scenario_.rules.size(); ++i) {
        const Spot spot{
            connection.ordinal, c.commands, "event = " + std::to_string(c.commands), command.now
        };
        const bool meant = occasions_[i] == Occasion::command && may_fire(i, command.now) &&
                           holds(scenario_.rules[i].on, connection, c) && matches_now(i, spot);
        const bool ordered = occasions_[i] != Occasion::request && take_order(i, connection, c);
        if (meant || ordered) {
            fire_rule(i, spot, all, &c);
        }
    }
    if (all.drops && !all.replaced) {
        all.after.emplace_back(step::Send{c.tag + " OK Success\r\n"});
    }
    Treatment treatment;
    treatment.run = all.applies || (!all.replaced && !all.drops);
    treatment.answer = treatment.run && (all.applies ? all.answers : true);
    treatment.telling = all.telling;
    treatment.first = all.first;
    treatment.late = all.late;
    treatment.awaits_line = all.waits;
    treatment.before = std::move(all.before);
    treatment.after = std::move(all.after);
    record_.events[noted].executed = treatment.run || treatment.late;
    return treatment;
}

Treatment Engine::on_announced(const ConnectionFacts& connection, const CommandSeen& head) {
    auto& c = find(connection, head.now);
    c.command = head.name;
    c.tag = head.tag;
    c.arguments = shown_command(head.name, head.text);
    c.answer_from = c.out_bytes;
    c.answer_from_line = c.lines;
    Reaction all;
    for (std::size_t i = 0; i < scenario_.rules.size(); ++i) {
        const Spot spot{
            connection.ordinal,
            c.commands,
            "phase = \"go_ahead\", event = " + std::to_string(c.commands),
            head.now
        };
        if (occasions_[i] == Occasion::announcement && may_fire(i, head.now) &&
            holds(scenario_.rules[i].on, connection, c) && matches_now(i, spot)) {
            fire_rule(i, spot, all, &c);
        }
    }
    Treatment treatment;
    treatment.run = !all.replaced && !all.drops;
    treatment.before = std::move(all.before);
    treatment.after = std::move(all.after);
    return treatment;
}

void Engine::on_input(const ConnectionFacts& connection, std::string& bytes, Instant now) {
    auto& c = find(connection, now);
    note_silence(c, now);
    if (c.unverifiable) {
        record_.bytes_on_unverifiable += bytes.size();
    }
    std::uint64_t counted = 0;
    const auto count_up_to = [&](std::uint64_t end) {
        carry(c, Direction::up, end - std::min(end, counted), now);
        counted = std::max(counted, end);
    };
    for (std::size_t i = 0; i < scenario_.rules.size() && !c.ended; ++i) {
        const auto& on = scenario_.rules[i].on;
        if (occasions_[i] != Occasion::input || !may_fire(i, now) || !holds(on, connection, c)) {
            continue;
        }
        if (on.in_byte && std::holds_alternative<Sweep>(*on.in_byte)) {
            note_reach(scenario_.rules[i], c.in_bytes, bytes);
        }
        const auto place = input_place(on, c, bytes);
        const auto offset = c.in_bytes + place.value_or(0);
        const Spot spot{connection.ordinal, offset, "in_byte = " + std::to_string(offset), now};
        if (place && matches_now(i, spot)) {
            count_up_to(*place);
            auto reaction = react(i, spot, &c);
            append(c.pending, std::move(reaction.before));
            append(c.pending, std::move(reaction.after));
            if (reaction.ends) {
                bytes.resize(*place); // What comes behind was never heard.
            }
        }
    }
    c.in_bytes += bytes.size();
    count_up_to(bytes.size());
}

/// How much of these bytes belongs to the answer in work, up to its tagged line, which ends it.
std::size_t Engine::end_of_answer(Connection& c, std::string_view bytes) {
    const auto starts = mark(bytes).line_starts;
    const auto tagged = std::ranges::find_if(starts, [&](auto start) {
        return bytes.substr(start).starts_with(c.tag + ' ');
    });
    if (tagged == starts.end()) {
        return bytes.size();
    }
    c.replaced = false;
    const auto next = std::next(tagged);
    return next == starts.end() ? bytes.size() : *next;
}

Steps Engine::on_output(const ConnectionFacts& connection, std::string bytes, Instant now) {
    auto& c = find(connection, now);
    note_login(connection, c, now);
    c.last_byte = now;
    if (c.ended) {
        return {};
    }
    if (c.replaced) {
        bytes.erase(0, end_of_answer(c, bytes));
    }
    if (!c.rewrites.empty()) {
        bytes = rewritten(bytes, c.rewrites);
    }
    c.ended = std::exchange(c.ending, false);
    Steps steps;
    std::size_t sent = 0;
    const auto send_up_to = [&](std::size_t end) {
        send(c, std::string_view{bytes}.substr(sent, end - sent), steps);
        log_lines(connection.ordinal, std::string_view{bytes}.substr(sent, end - sent), now);
        watch_answers(connection.ordinal, std::string_view{bytes}.substr(sent, end - sent));
        c.out_bytes += end - sent;
        bytes_served_ += end - sent;
        carry(c, Direction::down, end - sent, now);
        sent = end;
    };
    const std::uint64_t lines = mark(bytes).line_starts.size();
    for (const auto& cut : cuts(connection, c, bytes)) {
        if (!may_fire(cut.rule, now)) {
            continue; // It has just fired often enough.
        }
        send_up_to(cut.at);
        const Spot spot{
            connection.ordinal, c.out_bytes, "out_byte = " + std::to_string(c.out_bytes), now
        };
        auto reaction = react(cut.rule, spot, &c);
        append(steps, std::move(reaction.before));
        append(steps, std::move(reaction.after));
        if (reaction.ends) {
            return steps;
        }
        if (reaction.replaced) { // Something else was said in place of the rest.
            c.replaced = true;
            sent += end_of_answer(c, std::string_view{bytes}.substr(sent));
            break;
        }
    }
    send_up_to(bytes.size());
    c.lines += lines;
    return steps;
}

/// Where in these bytes of an answer a trigger points to, whether its rule may fire there or not.
std::vector<std::uint64_t>
Engine::places(const Trigger& on, const Connection& c, const OutputMarks& marks) const {
    const auto exact = [](const std::optional<Offset>& offset) {
        return offset ? std::get_if<std::uint64_t>(&*offset) : nullptr;
    };
    std::vector<std::uint64_t> found;
    if (const auto* offset = exact(on.out_byte)) {
        const auto from = c.out_bytes - (on.command.empty() ? 0 : c.answer_from);
        if (*offset >= from) {
            found.push_back(*offset - from);
        }
    } else if (const auto* line = exact(on.line)) {
        const auto before = c.lines - (on.command.empty() ? 0 : c.answer_from_line);
        if (*line > before && *line - before <= marks.line_starts.size()) {
            found.push_back(marks.line_starts[*line - before - 1]);
        }
    } else if (on.phase == TriggerPhase::greeting && c.out_bytes == 0) {
        found.push_back(0);
    } else if (const auto left = left_of_sum(on, c)) {
        std::ranges::copy_if(marks.line_starts, std::back_inserter(found), [&left](auto start) {
            return start >= *left;
        });
    } else if (const auto* within = exact(on.literal_byte);
               within != nullptr || on.phase == TriggerPhase::literal) {
        for (const auto& literal : marks.literals) {
            if (within == nullptr || *within < literal.size) {
                found.push_back(literal.start + (within == nullptr ? 0 : *within));
            }
        }
    }
    return found;
}

/// The places in these bytes at which output rules fire, in order.
std::vector<Engine::Cut>
Engine::cuts(const ConnectionFacts& facts, Connection& c, std::string_view bytes) {
    std::vector<Cut> found;
    const auto marks = mark(bytes);
    for (std::size_t i = 0; i < scenario_.rules.size(); ++i) {
        const auto& on = scenario_.rules[i].on;
        if (occasions_[i] != Occasion::output || !holds(on, facts, c)) {
            continue;
        }
        if (sweep_of(on) != nullptr) {
            note_output_reach(scenario_.rules[i], c, bytes);
        }
        for (const auto at : places(on, c, marks)) {
            const Spot spot{facts.ordinal, c.out_bytes + at, {}, c.last_byte};
            if (at < bytes.size() && may_fire(i, c.last_byte) && matches_now(i, spot)) {
                found.push_back({at, i});
            }
        }
    }
    std::ranges::stable_sort(found, {}, &Cut::at);
    return found;
}

/// As it comes, or in the pieces that a rule asked for.
void Engine::send(Connection& connection, std::string_view bytes, Steps& steps) {
    add_in_pieces(
        steps, bytes, connection.shaping.bytes > 0 ? connection.shaping : connection.slow_for_good
    );
}

Steps Engine::take_steps(const ConnectionFacts& connection, Instant now) {
    return std::exchange(find(connection, now).pending, {});
}

void Engine::on_close(const ConnectionFacts& connection, Instant now) {
    auto& c = find(connection, now);
    if (std::exchange(c.open, false)) {
        note(RunEvent::What::closed, connection.ordinal, {}, now);
        log('X', connection.ordinal, {}, now);
    }
}

Engine::Connection& Engine::find(const ConnectionFacts& facts, Instant now) {
    const auto [found, is_new] = connections_.try_emplace(facts.ordinal);
    if (is_new) {
        found->second.opened = now;
        found->second.last_byte = now;
    }
    return found->second;
}

void Engine::note(RunEvent::What what, std::uint64_t connection, std::string text, Instant now) {
    record_.events.push_back({what, since_start(now), connection, std::move(text), true});
}

void Engine::note_login(const ConnectionFacts& facts, Connection& connection, Instant now) {
    if (connection.user.empty() && !facts.user.empty()) {
        connection.user = facts.user;
        connection.token_expires = facts.token_expires;
        note(RunEvent::What::logged_in, facts.ordinal, facts.user, now);
    }
}

void Engine::note_silence(Connection& connection, Instant now) {
    if (!connection.user.empty()) {
        record_.longest_silence = std::max(record_.longest_silence, now - connection.last_byte);
    }
    connection.last_byte = now;
}

void Engine::log(char who, std::uint64_t connection, std::string_view text, Instant now) const {
    if (log_) {
        log_(
            std::to_string(since_start(now).count()) + ' ' + who + ' ' +
            std::to_string(connection) + ' ' + std::string{text}
        );
    }
}

Milliseconds Engine::since_start(Instant now) const {
    return now - start_;
}

std::uint64_t Engine::fired(std::string_view rule) const {
    const auto found = std::ranges::find(scenario_.rules, rule, &Rule::name);
    return found == scenario_.rules.end()
               ? 0
               : states_[static_cast<std::size_t>(found - scenario_.rules.begin())].fired;
}

std::uint64_t Engine::open_connections() const {
    return static_cast<std::uint64_t>(std::ranges::count_if(connections_, [](const auto& each) {
        return each.second.open;
    }));
}

} // namespace testserver
