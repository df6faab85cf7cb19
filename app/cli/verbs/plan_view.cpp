#include "app/cli/verbs/plan_view.hpp"

#include "app/cli/json.hpp"
#include "app/cli/output.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace json = boost::json;
using Align = Table::Align;
using usecase::PlanLine;
using usecase::PlanReport;

namespace {

std::string note_of(const PlanReport& report, const PlanLine& line) {
    if (line.source == "rule") {
        return line.held_back > 0 ? fmt::format("{} held back by unless", count(line.held_back))
                                  : std::string{};
    }
    const auto gate = report.gates.find({line.name});
    return gate == report.gates.end()
               ? std::string{}
               : fmt::format("right {:.2f} (≥ {:.2f})", gate->second.precision, gate->second.lower);
}

std::string source_name(const PlanLine& line) {
    return (line.source == "rule" ? "Rule " : "Model ") + printable(line.name);
}

void add_suggestions(const PlanReport& report, Table& table) {
    for (const auto& [label, messages] : report.suggested) {
        const auto gate = report.gates.find(label);
        const auto why =
            gate == report.gates.end() || gate->second.state == domain::learning::GateState::act
                ? std::string{"not sure enough"}
                : gate->second.reason;
        table.row({"Suggested " + label_name(label), count(messages), "", why});
    }
}

void add_rest(const PlanReport& report, Table& table) {
    const auto& tally = report.tail.tally;
    const auto row =
        [&table](std::string_view name, std::uint64_t messages, std::string_view note) {
            if (messages > 0) {
                table.row({std::string{name}, count(messages), "", std::string{note}});
            }
        };
    row("Protected", tally.kept_in_inbox, "kept in the inbox");
    row("Undecided", tally.undecided, "a rule needs more of the text");
    row("Waiting", tally.waiting, "too young for a rule, or to be sure that Gmail is done");
    row("Out of scope", tally.out_of_scope, "in Trash, Spam, Drafts, Sent or Chats");
    for (const auto& label : report.tail.labels_to_create) {
        table.row({"New label", "", "+ " + label_name(label)});
    }
}

std::string ending(const PlanReport& report) {
    const auto& id = report.head.id;
    if (report.messages == 0) {
        return fmt::format(
            "Nothing to change. Saved plan {}.\n{}",
            id,
            report.model.empty() ? "next: gmail-classifier learn · gmail-classifier help rules\n"
                                 : ""
        );
    }
    return fmt::format(
        "{} to {} · {} leave the inbox · 0 deletions (not possible)\n"
        "Saved plan {}. Nothing was changed.\n"
        "next: gmail-classifier show {} · gmail-classifier apply {}\n",
        count(report.label_edits, "change"),
        count(report.messages, "message"),
        count(report.archived),
        id,
        id,
        id
    );
}

json::object json_of_line(const PlanLine& line) {
    return {
        {"source", line.source},
        {"name", line.name},
        {"messages", line.messages},
        {"add", json_of(line.add)},
        {"remove", json_of(line.remove)},
        {"held_back", line.held_back},
    };
}

json::object json_of_tally(const domain::plan::Tally& tally) {
    return {
        {"scanned", tally.scanned},
        {"unsure", tally.unsure},
        {"suggest_only", tally.suggest_only},
        {"kept_in_inbox", tally.kept_in_inbox},
        {"held_back", tally.held_back},
        {"undecided", tally.undecided},
        {"waiting", tally.waiting},
        {"out_of_scope", tally.out_of_scope},
    };
}

} // namespace

std::string text_of(const PlanReport& report) {
    auto text = fmt::format(
        "{}{} · {} · {} received{}\n\n",
        printable(report.head.basis.account),
        report.head.scope.empty() ? "" : " · " + printable(report.head.scope),
        count(report.tail.tally.scanned, "message"),
        size(report.bytes.received),
        report.model.empty() ? " · no model yet" : " · model " + report.model
    );
    Table table{{Align::left, Align::right, Align::left, Align::left}};
    for (const auto& line : report.lines) {
        table.row(
            {source_name(line),
             count(line.messages),
             label_changes(line.add, line.remove),
             note_of(report, line)}
        );
    }
    add_suggestions(report, table);
    add_rest(report, table);
    const auto rows = table.text();
    return text + rows + (rows.empty() ? "" : "\n") + ending(report);
}

json::object json_of(const PlanReport& report) {
    json::array lines;
    for (const auto& line : report.lines) {
        lines.push_back(json_of_line(line));
    }
    json::object suggested;
    for (const auto& [label, messages] : report.suggested) {
        suggested[label.name] = messages;
    }
    json::array create;
    for (const auto& label : report.tail.labels_to_create) {
        create.emplace_back(label.name);
    }
    return {
        {"verb", "plan"},
        {"plan", report.head.id},
        {"account", report.head.basis.account},
        {"model", report.model},
        {"messages", report.messages},
        {"changes", report.label_edits},
        {"archived", report.archived},
        {"lines", std::move(lines)},
        {"suggested", std::move(suggested)},
        {"labels_to_create", std::move(create)},
        {"tally", json_of_tally(report.tail.tally)},
        {"bytes", json_of(report.bytes)},
    };
}

} // namespace cli
