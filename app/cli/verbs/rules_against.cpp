#include "app/cli/verbs/rules_against.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/compose/load_settings.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/back_test.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <filesystem>

namespace cli {

namespace json = boost::json;
using Align = Table::Align;
using domain::rules::RuleSet;
using ports::Result;
using usecase::BackTestReport;
using usecase::LabelChange;
using usecase::TestedMessage;

namespace {

// What a terminal shows of the list; --json has as many as --limit says.
constexpr std::size_t shown = 10;

/// The rules of the other file; the settings in it do not count.
Result<RuleSet> other_rules(const Call& call) {
    const auto file = call.arguments().value("against");
    std::error_code no_matter;
    if (!std::filesystem::exists(file, no_matter)) {
        return ports::fail(
            ports::FailureKind::local_io,
            fmt::format("There is no file {}", printable(file)),
            "To test all rules as if there were none yet: --against /dev/null"
        );
    }
    auto flags = call.arguments().settings;
    flags["config"] = file;
    auto loaded = compose::usable_settings(flags, call.reporter());
    if (!loaded) {
        return ports::fail(std::move(loaded).error());
    }
    return std::move(loaded->rules);
}

std::string sentence(const BackTestReport& report) {
    const auto total = report.total();
    return wrapped(
               fmt::format(
                   "On {}{}, this change adds {}, removes {}, and contradicts {} you set by hand.",
                   count(report.messages, "message"),
                   report.since ? " since " + moment(*report.since) : std::string{},
                   count(total.added),
                   count(total.removed),
                   count(total.contradicted, "label")
               ),
               0
           ) +
           '\n';
}

std::string note_of(const LabelChange& change) {
    std::string note;
    if (change.confirmed > 0) {
        note = count(change.confirmed) + " as you did by hand";
    }
    if (change.contradicted > 0) {
        note += (note.empty() ? "" : ", ") + count(change.contradicted) + " against your hand";
    }
    return note;
}

std::string text_of_changes(const BackTestReport& report) {
    Table table{{Align::left, Align::right, Align::left}};
    for (const auto& [label, change] : report.labels) {
        const bool is_inbox = label == domain::inbox;
        if (change.added > 0) {
            table.row(
                {is_inbox ? "Stays in the inbox" : "+ " + label_name(label),
                 count(change.added),
                 note_of(change)}
            );
        }
        if (change.removed > 0) {
            table.row(
                {is_inbox ? "Archived" : "− " + label_name(label),
                 count(change.removed),
                 change.added > 0 ? "" : note_of(change)}
            );
        }
    }
    return table.text();
}

std::string text_of_message(const TestedMessage& message) {
    const auto& difference = message.difference;
    auto changes = label_changes(difference.added, difference.removed);
    if (!difference.contradicted.empty()) {
        changes += message.by_hand.empty() ? "  (you took it off)"
                                           : "  (yours: " + joined(message.by_hand) + ")";
    }
    return cut(fmt::format(
                   "{}  {}  {}",
                   moment(message.received),
                   printable(message.sender),
                   printable(message.subject)
               ),
               page_columns) +
           '\n' + cut("  " + changes, page_columns) + '\n';
}

std::string text_of_back_test(const BackTestReport& report) {
    auto text = sentence(report);
    if (!report.labels.empty()) {
        text += '\n' + text_of_changes(report);
    }
    const auto listed = std::min(report.listed.size(), shown);
    text += listed > 0 ? "\n" : "";
    for (std::size_t i = 0; i < listed; ++i) {
        text += text_of_message(report.listed[i]);
    }
    if (report.changed > listed) {
        text += fmt::format(
            "{} of {} shown; more with --json --limit N\n",
            count(listed),
            count(report.changed, "message")
        );
    }
    if (report.undecided > 0) {
        text += fmt::format(
            "{}: rules ask for text, which the cache does not hold\n",
            count(report.undecided, "message") + " undecided"
        );
    }
    return text;
}

json::object json_of_message(const TestedMessage& message) {
    const auto& difference = message.difference;
    return {
        {"id", message.id.value},
        {"received", json_of(message.received)},
        {"sender", message.sender},
        {"subject", message.subject},
        {"adds", json_of(difference.added)},
        {"removes", json_of(difference.removed)},
        {"contradicts", json_of(difference.contradicted)},
        {"by_hand", json_of(message.by_hand)},
    };
}

json::object json_of_change(const LabelChange& change) {
    return {
        {"adds", change.added},
        {"removes", change.removed},
        {"confirms", change.confirmed},
        {"contradicts", change.contradicted},
    };
}

json::object json_of_back_test(const BackTestReport& report, const std::string& against) {
    json::array labels;
    for (const auto& [label, change] : report.labels) {
        auto one = json_of_change(change);
        one["label"] = label.name;
        labels.push_back(std::move(one));
    }
    json::array messages;
    for (const auto& message : report.listed) {
        messages.push_back(json_of_message(message));
    }
    auto object = json_of_change(report.total());
    object["verb"] = "rules check";
    object["against"] = against;
    object["messages"] = report.messages;
    object["since"] = report.since ? json::value(json_of(*report.since)) : json::value();
    object["changed"] = report.changed;
    object["undecided"] = report.undecided;
    object["labels"] = std::move(labels);
    object["listed"] = std::move(messages);
    return object;
}

} // namespace

Result<int> check_against(Call& call) {
    const auto limit = call.arguments().number("limit");
    if (!limit) {
        return ports::fail(limit.error());
    }
    auto before = other_rules(call);
    if (!before) {
        return ports::fail(std::move(before).error());
    }
    const auto account = call.account(compose::StateUse::inspect);
    if (!account) {
        return ports::fail(account.error());
    }
    const auto now = compose::plan_options((*account)->loaded());
    usecase::BackTestOptions options{*std::move(before), now.rules, now.context, now.scope};
    options.listed = limit->value_or(options.listed);
    const auto report = usecase::back_test((*account)->world(), options);
    if (!report) {
        return ports::fail(report.error());
    }
    if (call.out().json()) {
        call.out().value(json_of_back_test(*report, call.arguments().value("against")));
    } else {
        call.out().text(text_of_back_test(*report));
    }
    return exit_code::ok;
}

} // namespace cli
