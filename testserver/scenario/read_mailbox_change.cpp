#include "testserver/scenario/scenario_fields.hpp"
#include "testserver/scenario/scenario_tables.hpp"
#include "testserver/scenario/scenario_words.hpp"

#include <array>
#include <charconv>
#include <string>

namespace testserver {
namespace {

constexpr std::uint64_t most_deliveries = 100'000;

/// "oldest 2", "newest", "all", "uid 7".
std::optional<MessageChoice> parse_choice(std::string_view text) {
    for (std::size_t i = 0; i < message_words.size(); ++i) {
        if (!text.starts_with(message_words.at(i))) {
            continue;
        }
        MessageChoice choice{static_cast<MessageChoice::From>(i), 1};
        text.remove_prefix(message_words.at(i).size());
        if (text.empty()) {
            return choice;
        }
        const auto* end = text.data() + text.size();
        const auto [stopped, error] = std::from_chars(text.data() + 1, end, choice.number);
        const bool read = text.front() == ' ' && error == std::errc{} && stopped == end;
        return read ? std::optional{choice} : std::nullopt;
    }
    return std::nullopt;
}

template <std::vector<std::string> MailboxChange::* member>
void names(MailboxChange& change, const toml::node& node, ScenarioNotes& notes) {
    change.*member = notes.texts(node);
}

constexpr std::array<Field<MailboxChange>, 12> fields{{
    {"name",
     [](MailboxChange& change, const toml::node& node, ScenarioNotes& notes) {
         assign(change.folder, notes.text(node));
     }},
    {"create",
     [](MailboxChange& change, const toml::node& node, ScenarioNotes& notes) {
         assign(change.create, notes.truth(node));
     }},
    {"deliver",
     [](MailboxChange& change, const toml::node& node, ScenarioNotes& notes) {
         assign(change.deliver, notes.number(node));
         if (change.deliver > most_deliveries) {
             notes.complain(node, "at most " + std::to_string(most_deliveries) + " at once");
             change.deliver = 0;
         }
     }},
    {"which",
     [](MailboxChange& change, const toml::node& node, ScenarioNotes& notes) {
         assign(change.which, read_message_choice(node, notes));
     }},
    {"add_flags", names<&MailboxChange::add_flags>},
    {"remove_flags", names<&MailboxChange::remove_flags>},
    {"add_labels", names<&MailboxChange::add_labels>},
    {"remove_labels", names<&MailboxChange::remove_labels>},
    {"expunge",
     [](MailboxChange& change, const toml::node& node, ScenarioNotes& notes) {
         change.expunge = read_message_choice(node, notes);
     }},
    {"uidvalidity",
     [](MailboxChange& change, const toml::node& node, ScenarioNotes& notes) {
         constexpr std::array<std::string_view, 1> up{"+1"};
         change.new_uidvalidity = notes.word(node, up).has_value();
     }},
    {"rename",
     [](MailboxChange& change, const toml::node& node, ScenarioNotes& notes) {
         assign(change.rename_to, notes.text(node));
     }},
    {"delete",
     [](MailboxChange& change, const toml::node& node, ScenarioNotes& notes) {
         assign(change.remove, notes.truth(node));
     }},
}};

} // namespace

std::optional<MessageChoice> read_message_choice(const toml::node& node, ScenarioNotes& notes) {
    const auto written = notes.text(node);
    auto found = written ? parse_choice(*written) : std::nullopt;
    if (written && !found) {
        notes.complain(node, R"("oldest 2", "newest", "all" or "uid 7" is expected here)");
    }
    return found;
}

MailboxChange read_mailbox_change(const toml::node& node, ScenarioNotes& notes) {
    MailboxChange change;
    if (const auto* table = node.as_table()) {
        read_fields<MailboxChange>(*table, fields, change, notes);
    } else {
        notes.complain(node, "mailbox = { name = \"INBOX\", expunge = \"oldest 2\" } is expected");
    }
    return change;
}

} // namespace testserver
