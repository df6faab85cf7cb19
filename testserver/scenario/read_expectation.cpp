#include "testserver/scenario/scenario_fields.hpp"
#include "testserver/scenario/scenario_tables.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string>

namespace testserver {
namespace {

std::vector<Pattern> patterns(const toml::node& node, ScenarioNotes& notes) {
    std::vector<Pattern> list;
    const auto take = [&](const toml::node& one) {
        if (auto read = notes.pattern(one)) {
            list.push_back(*std::move(read));
        }
    };
    if (const auto* several = node.as_array()) {
        for (const auto& one : *several) {
            take(one);
        }
    } else {
        take(node);
    }
    return list;
}

template <std::vector<Pattern> Expectation::* member>
void pattern_list(Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
    expected.*member = patterns(node, notes);
}

template <std::optional<Bounds> Expectation::* member>
void bound(Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
    expected.*member = read_bounds(node, notes);
}

template <std::optional<Milliseconds> Expectation::* member>
void time(Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
    expected.*member = notes.duration(node);
}

/// { "UID STORE" = { max = 1 } }
void counts(Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
    const auto* table = node.as_table();
    if (table == nullptr) {
        notes.complain(node, "count = { \"UID STORE\" = { max = 1 } } is expected here");
        return;
    }
    for (const auto& [key, value] : *table) {
        const toml::value<std::string> written{std::string{key.str()}};
        auto read = notes.pattern(written);
        const auto within = read_bounds(value, notes);
        if (read && within) {
            expected.counts.push_back({*std::move(read), *within});
        }
    }
}

void read_between(Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
    auto names = notes.texts(node);
    if (names.size() != 2) {
        notes.complain(node, "between is a list of two rules");
        return;
    }
    expected.after = std::move(names[0]);
    expected.before_rule = std::move(names[1]);
}

/// Patterns, of which one sentence stands for what no pattern can say.
void read_never(Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
    pattern_list<&Expectation::never>(expected, node, notes);
    const auto said = std::erase_if(expected.never, [](const Pattern& pattern) {
        return pattern.text() == "UID STORE with a UID of the old UIDVALIDITY";
    });
    expected.fresh_uids = said > 0;
}

/// { never = "…", ordered = […] }, the long form of the same keys.
void read_commands(Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
    constexpr std::array<Field<Expectation>, 4> fields{{
        {"never", read_never},
        {"only", pattern_list<&Expectation::only>},
        {"ordered", pattern_list<&Expectation::ordered>},
        {"unordered", pattern_list<&Expectation::unordered>},
    }};
    if (const auto* table = node.as_table()) {
        read_fields<Expectation>(*table, fields, expected, notes);
    } else {
        notes.complain(node, "commands = { never = \"…\" } is expected here");
    }
}

void read_labels(Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
    constexpr std::array<std::string_view, 2> known{
        "each message exactly once", "no message twice"
    };
    if (const auto place = notes.word(node, known)) {
        expected.labels_once = true;
        expected.each_labelled = *place == 0;
    }
}

void read_after(Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
    assign(expected.after, notes.text(node));
}

/// exit = 75, or one of several.
void read_exit(Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
    std::vector<std::uint64_t> codes;
    const auto take = [&](const toml::node& one) {
        if (const auto code = notes.number(one)) {
            codes.push_back(*code);
        }
    };
    if (const auto* several = node.as_array()) {
        std::ranges::for_each(*several, take);
    } else {
        take(node);
    }
    expected.exit_codes = std::move(codes);
}

constexpr std::array<Field<Expectation>, 26> fields{{
    {"after", read_after},
    {"next_after", read_after},
    {"between", read_between},
    {"sees", pattern_list<&Expectation::ordered>},
    {"ordered", pattern_list<&Expectation::ordered>},
    {"unordered", pattern_list<&Expectation::unordered>},
    {"never", read_never},
    {"only", pattern_list<&Expectation::only>},
    {"exit", read_exit},
    {"commands", read_commands},
    {"count", counts},
    {"before",
     [](Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
         expected.before = notes.pattern(node);
     }},
    {"labels", read_labels},
    {"mailbox",
     [](Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
         expected.mailboxes = read_mailbox_expectations(node, notes);
     }},
    {"logins", bound<&Expectation::logins>},
    {"connections", bound<&Expectation::connections>},
    {"attempts_per_hour", bound<&Expectation::attempts_per_hour>},
    {"open_at_once",
     [](Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
         expected.open_at_once = notes.number(node);
     }},
    {"refreshes", bound<&Expectation::refreshes>},
    {"refreshes_at_once",
     [](Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
         expected.refreshes_at_once = notes.number(node);
     }},
    {"idle_gap_max", time<&Expectation::idle_gap>},
    {"in_bytes_before_handshake_done",
     [](Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
         expected.bytes_before_handshake = notes.number(node);
     }},
    {"within", time<&Expectation::within>},
    {"converged_within", time<&Expectation::converged>},
    {"run_for", time<&Expectation::run_for>},
    {"before_rule",
     [](Expectation& expected, const toml::node& node, ScenarioNotes& notes) {
         assign(expected.before_rule, notes.text(node));
     }},
}};

std::string written_without_rules(toml::table table) {
    for (const std::string_view key : {"after", "next_after", "between", "before_rule"}) {
        table.erase(key);
    }
    std::ostringstream out;
    out << table;
    return out.str();
}

} // namespace

Expectation read_expectation(const toml::node& node, ScenarioNotes& notes) {
    Expectation expected;
    expected.line = node.source().begin.line;
    if (const auto* table = node.as_table()) {
        read_fields<Expectation>(*table, fields, expected, notes);
        expected.written = written_without_rules(*table);
    } else {
        notes.complain(node, "an expectation is a table: [[expect]]");
    }
    return expected;
}

} // namespace testserver
