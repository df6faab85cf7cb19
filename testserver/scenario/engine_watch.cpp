#include "testserver/scenario/engine.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace testserver {

/// What an expectation forbids it forbids in the part of the run that it speaks of.
bool Engine::is_in_force(const Expectation& expected) const {
    return (expected.after.empty() || fired(expected.after) > 0) &&
           (expected.before_rule.empty() || fired(expected.before_rule) == 0);
}

void Engine::forbid(std::string_view text) {
    for (const auto& expected : scenario_.expectations) {
        for (const auto& never : expected.never) {
            if (is_in_force(expected) && never.found_in(text)) {
                record_.forbidden.push_back("never " + never.text() + ": " + std::string{text});
            }
        }
    }
}

void Engine::log_lines(std::uint64_t connection, std::string_view bytes, Instant now) {
    const bool listens =
        std::ranges::any_of(scenario_.expectations, [](const Expectation& expected) {
            return !expected.never.empty();
        });
    if (!log_ && !listens) {
        return;
    }
    while (!bytes.empty()) {
        const auto end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
        const auto line = escaped(bytes.substr(0, end));
        log('S', connection, line, now);
        if (listens) {
            forbid(line);
        }
        bytes.remove_prefix(end);
    }
}

/// A command of a client, for expectations that speak of UIDs.
void Engine::watch_uids(std::uint64_t connection, std::string_view command) {
    constexpr std::array<std::string_view, 4> writes{
        "UID STORE ", "UID COPY ", "UID MOVE ", "UID EXPUNGE "
    };
    const bool is_write = std::ranges::any_of(writes, [command](std::string_view verb) {
        return command.starts_with(verb);
    });
    const auto uid = is_write ? told_.stranger(connection, command) : std::nullopt;
    for (const auto& expected : scenario_.expectations) {
        if (uid && expected.fresh_uids && is_in_force(expected)) {
            record_.forbidden.push_back(
                "UID " + std::to_string(*uid) + " was not told under UIDVALIDITY " +
                std::to_string(told_.validity(connection)) + ": " + std::string{command}
            );
        }
    }
    told_.on_command(connection, command);
}

/// Bytes that a sweeping rule could point into; `base` is the offset of the first.
void Engine::note_reach(const Rule& rule, std::uint64_t base, std::string_view bytes) {
    auto& reach = reaches_[rule.name];
    reach.size = std::max(reach.size, base + bytes.size());
    if (sweep_of(rule.on)->over == Sweep::Over::edges) {
        for (const auto edge : token_edges(bytes)) {
            reach.edges.insert(base + edge);
        }
    }
}

/// The same of what is counted.
void Engine::note_count(const Rule& rule, std::uint64_t number) {
    auto& reach = reaches_[rule.name];
    reach.size = std::max(reach.size, number);
}

void Engine::note_output_reach(const Rule& rule, const Connection& c, std::string_view bytes) {
    const auto& on = rule.on;
    if (on.out_byte) {
        note_reach(rule, c.out_bytes - (on.command.empty() ? 0 : c.answer_from), bytes);
        return;
    }
    const auto marks = mark(bytes);
    if (on.line) {
        auto& reach = reaches_[rule.name];
        const auto before = c.lines - (on.command.empty() ? 0 : c.answer_from_line);
        reach.size = std::max<std::uint64_t>(reach.size, before + marks.line_starts.size());
    } else if (on.literal_byte) {
        for (const auto& literal : marks.literals) {
            note_reach(rule, 0, bytes.substr(literal.start, literal.size));
        }
    }
}

void Engine::watch_answers(std::uint64_t connection, std::string_view bytes) {
    if (!looks_at_uids_) {
        return;
    }
    const auto marks = mark(bytes);
    auto literal = marks.literals.begin();
    for (auto start = marks.line_starts.begin(); start != marks.line_starts.end(); ++start) {
        const auto next = std::next(start);
        const auto end = next == marks.line_starts.end() ? bytes.size() : *next;
        std::string response;
        auto at = *start;
        for (; literal != marks.literals.end() && literal->start < end; ++literal) {
            response += bytes.substr(at, literal->start - at);
            at = literal->start + literal->size;
        }
        response += bytes.substr(at, end - at);
        told_.on_response(connection, response);
    }
}

} // namespace testserver
