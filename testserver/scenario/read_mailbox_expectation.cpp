#include "testserver/scenario/scenario_fields.hpp"
#include "testserver/scenario/scenario_tables.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace testserver {
namespace {

constexpr std::array<Field<Bounds>, 2> bound_fields{{
    {"min",
     [](Bounds& bounds, const toml::node& node, ScenarioNotes& notes) {
         assign(bounds.least, notes.number(node));
     }},
    {"max",
     [](Bounds& bounds, const toml::node& node, ScenarioNotes& notes) {
         assign(bounds.most, notes.number(node));
     }},
}};

template <std::vector<std::string> MailboxExpectation::* member>
void name_list(MailboxExpectation& expected, const toml::node& node, ScenarioNotes& notes) {
    expected.*member = notes.texts(node);
}

template <std::optional<Bounds> MailboxExpectation::* member>
void how_many(MailboxExpectation& expected, const toml::node& node, ScenarioNotes& notes) {
    expected.*member = read_bounds(node, notes);
}

constexpr std::array<Field<MailboxExpectation>, 9> mailbox_fields{{
    {"name",
     [](MailboxExpectation& expected, const toml::node& node, ScenarioNotes& notes) {
         assign(expected.folder, notes.text(node));
     }},
    {"which",
     [](MailboxExpectation& expected, const toml::node& node, ScenarioNotes& notes) {
         assign(expected.which, read_message_choice(node, notes));
     }},
    {"subject",
     [](MailboxExpectation& expected, const toml::node& node, ScenarioNotes& notes) {
         expected.subject = notes.pattern(node);
     }},
    {"messages", how_many<&MailboxExpectation::messages>},
    {"labelled", how_many<&MailboxExpectation::labelled>},
    {"labels", name_list<&MailboxExpectation::labels>},
    {"no_labels", name_list<&MailboxExpectation::no_labels>},
    {"flags", name_list<&MailboxExpectation::flags>},
    {"no_flags", name_list<&MailboxExpectation::no_flags>},
}};

} // namespace

std::optional<Bounds> read_bounds(const toml::node& node, ScenarioNotes& notes) {
    Bounds read;
    if (const auto* table = node.as_table()) {
        read_fields<Bounds>(*table, bound_fields, read, notes);
        return read;
    }
    const auto exact = notes.number(node);
    return exact ? std::optional{Bounds{*exact, *exact}} : std::nullopt;
}

std::vector<MailboxExpectation>
read_mailbox_expectations(const toml::node& node, ScenarioNotes& notes) {
    std::vector<MailboxExpectation> list;
    const auto take = [&](const toml::node& one) {
        const auto* table = one.as_table();
        if (table == nullptr || table->empty()) {
            notes.complain(one, "mailbox = { name = \"INBOX\", messages = 8 } is expected here");
            return;
        }
        read_fields<MailboxExpectation>(*table, mailbox_fields, list.emplace_back(), notes);
    };
    if (const auto* several = node.as_array()) {
        std::ranges::for_each(*several, take);
    } else {
        take(node);
    }
    return list;
}

} // namespace testserver
