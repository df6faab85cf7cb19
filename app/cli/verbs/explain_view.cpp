#include "app/cli/verbs/explain_view.hpp"

#include "app/cli/json.hpp"
#include "app/cli/output.hpp"
#include "app/usecase/reasons.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace json = boost::json;
using domain::rules::RuleStatus;
using domain::rules::RuleStep;
using ports::JournalEntry;
using usecase::ExplainReport;

namespace {

constexpr std::size_t heading_columns = 12;

/// Lines under one heading that stands before the first of them.
std::string section(std::string_view heading, const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) {
        const auto& head = text.empty() ? heading : std::string_view{};
        text += cut(fmt::format("{:<{}}{}", head, heading_columns, line), page_columns) + '\n';
    }
    return text;
}

std::string_view name_of(RuleStatus status) {
    switch (status) {
    case RuleStatus::fired:
        return "yes";
    case RuleStatus::no_match:
        return "no";
    case RuleStatus::held_back:
        return "held back";
    case RuleStatus::waiting:
        return "waiting";
    case RuleStatus::undecided:
        return "undecided";
    case RuleStatus::not_reached:
        return "not reached";
    }
    return "";
}

std::vector<std::string> rule_lines(const ExplainReport& report) {
    std::vector<std::string> lines;
    for (const auto& step : report.rules.steps) {
        lines.push_back(fmt::format(
            "{}  {}{}{}",
            printable(step.rule),
            name_of(step.status),
            step.why.empty() ? "" : ": ",
            printable(step.why)
        ));
    }
    return lines;
}

/// "invoice +1.75, re -0.12": as many as a line has room for.
std::string strongest_of(const usecase::FieldWeight& field, std::size_t room) {
    std::string names;
    for (const auto& weight : field.strongest) {
        const auto name = fmt::format(
            "{}{} {:+.2f}", names.empty() ? "" : ", ", printable(weight.token), weight.amount
        );
        const bool is_first = names.empty();
        if (!weight.token.empty() && (is_first || columns_of(names + name) <= room)) {
            names += name;
        }
    }
    return names;
}

/// A word of the text has a name only where the text was fetched.
std::string field_line(const usecase::FieldWeight& field) {
    if (field.field == "prior") {
        return fmt::format("{:+.2f}  {}", field.amount, field.field);
    }
    const auto line = fmt::format("{:+.2f}  {} ({}): ", field.amount, field.field, field.parts);
    const auto names = strongest_of(field, page_columns - heading_columns - columns_of(line));
    return line + (names.empty() ? "--fetch names its words" : names);
}

std::vector<std::string> evidence_lines(const ExplainReport& report) {
    std::vector<std::string> lines;
    for (const auto& field : report.fields) {
        lines.push_back(field_line(field));
    }
    if (!lines.empty()) {
        lines.push_back(fmt::format("{:+.2f}  together", report.score));
    }
    return lines;
}

std::vector<std::string> decision_lines(const ExplainReport& report) {
    std::vector<std::string> lines;
    const auto& labels = report.cached.message.labels;
    lines.push_back("holds " + (labels.empty() ? std::string{"no label"} : joined(labels)));
    const auto edit = report.verdict.edit();
    if (!edit.empty()) {
        std::string why;
        for (const auto& action : report.verdict.actions) {
            why += (why.empty() ? "" : ", ") + printable(action.why());
        }
        lines.push_back(fmt::format("would get {}  ({})", label_changes(edit.add, edit.remove), why)
        );
    }
    if (!report.ranked.empty()) {
        lines.push_back(fmt::format(
            "model {}: {} {:.3f}",
            report.model,
            report.explained.name.empty() ? "no label" : label_name(report.explained),
            report.confidence
        ));
    }
    for (const auto& suggestion : report.verdict.suggest_only) {
        const auto gate = report.gates.find(suggestion.label);
        lines.push_back(fmt::format(
            "only suggested: {} {:.3f}{}",
            label_name(suggestion.label),
            suggestion.confidence,
            gate == report.gates.end() ? "" : "; " + gate->second.reason
        ));
    }
    if (report.verdict.protected_by) {
        lines.push_back("kept in the inbox by " + printable(*report.verdict.protected_by));
    }
    return lines;
}

std::vector<std::string> flip_lines(const ExplainReport& report) {
    std::vector<std::string> lines;
    for (const auto& other : report.counterfactuals) {
        const auto name = other.label.name.empty() ? "no label" : label_name(other.label);
        lines.push_back(fmt::format(
            "{} unknown → {} {:.3f}{}",
            other.without,
            name,
            other.confidence,
            other.flips ? ": would be decided otherwise" : ""
        ));
    }
    return lines;
}

std::string outcome_text(const JournalEntry& entry) {
    if (!entry.outcome) {
        return "not settled";
    }
    switch (entry.outcome->kind) {
    case ports::OutcomeKind::done:
        return "done";
    case ports::OutcomeKind::skipped:
        return "skipped: " + entry.outcome->cause;
    case ports::OutcomeKind::failed:
        return "failed: " + entry.outcome->cause;
    }
    return {};
}

std::string reason_text(const std::string& reasons) {
    std::string text;
    for (const auto& reason : usecase::split_reasons(reasons)) {
        text += (text.empty() ? "" : ", ") + printable(reason);
    }
    return text;
}

std::vector<std::string> history_lines(const ExplainReport& report) {
    std::vector<std::string> lines;
    for (const auto& entry : report.history) {
        lines.push_back(fmt::format(
            "run {}  {}  ({})  {}",
            entry.intent.run.value,
            label_changes(entry.intent.add, entry.intent.remove),
            reason_text(entry.intent.reason),
            outcome_text(entry)
        ));
    }
    if (!report.history.empty()) {
        lines.push_back(fmt::format(
            "undo: gmail-classifier undo {} --message {}",
            report.history.back().intent.run.value,
            report.cached.message.id.value
        ));
    }
    return lines;
}

std::vector<std::string> look_alike_lines(const ExplainReport& report) {
    std::vector<std::string> lines;
    for (const auto& alike : report.look_alikes) {
        lines.push_back(fmt::format(
            "{:.2f}  \"{}\"  {}",
            alike.likeness,
            cut(printable(alike.subject), 40),
            joined(alike.labels)
        ));
    }
    return lines;
}

std::string headline(const ExplainReport& report) {
    const auto& message = report.cached.message;
    const auto& headers = message.headers;
    const auto from =
        headers && !headers->from.empty() ? headers->from.front().text() : std::string{"nobody"};
    return fmt::format(
        "\"{}\"\nfrom {} · {} · {}\n\n",
        headers ? cut(printable(headers->subject), page_columns - 2) : "",
        cut(printable(from), 40),
        moment(message.received),
        message.id.value
    );
}

json::object json_of_step(const RuleStep& step) {
    return {
        {"rule", step.rule},
        {"status", name_of(step.status)},
        {"why", step.why},
        {"add", json_of(step.edit.add)},
        {"remove", json_of(step.edit.remove)},
    };
}

json::object json_of_entry(const JournalEntry& entry) {
    json::array reasons;
    for (const auto& reason : usecase::split_reasons(entry.intent.reason)) {
        reasons.emplace_back(reason);
    }
    return {
        {"run", entry.intent.run.value},
        {"add", json_of(entry.intent.add)},
        {"remove", json_of(entry.intent.remove)},
        {"before", json_of(entry.intent.before)},
        {"reasons", std::move(reasons)},
        {"outcome", outcome_text(entry)},
    };
}

json::object json_of_model(const ExplainReport& report) {
    json::array ranked;
    for (const auto& scored : report.ranked) {
        ranked.push_back(json::object{
            {"label", scored.label.name},
            {"score", scored.score},
            {"probability", scored.probability},
        });
    }
    json::array fields;
    for (const auto& field : report.fields) {
        json::array strongest;
        for (const auto& weight : field.strongest) {
            strongest.push_back(json::object{{"token", weight.token}, {"amount", weight.amount}});
        }
        fields.push_back(json::object{
            {"field", field.field},
            {"amount", field.amount},
            {"parts", field.parts},
            {"strongest", std::move(strongest)},
        });
    }
    json::array flips;
    for (const auto& other : report.counterfactuals) {
        flips.push_back(json::object{
            {"without", other.without},
            {"label", other.label.name},
            {"confidence", other.confidence},
            {"flips", other.flips},
        });
    }
    return {
        {"name", report.model},
        {"label", report.explained.name},
        {"confidence", report.confidence},
        {"ranked", std::move(ranked)},
        {"score", report.score},
        {"fields", std::move(fields)},
        {"counterfactuals", std::move(flips)},
    };
}

} // namespace

std::string text_of(const ExplainReport& report) {
    return headline(report) + section("Decision", decision_lines(report)) +
           section("Rules", rule_lines(report)) + section("Evidence", evidence_lines(report)) +
           section("Were", flip_lines(report)) + section("Alike", look_alike_lines(report)) +
           section("History", history_lines(report));
}

json::object json_of(const ExplainReport& report) {
    const auto& message = report.cached.message;
    json::array steps;
    for (const auto& step : report.rules.steps) {
        steps.push_back(json_of_step(step));
    }
    json::array history;
    for (const auto& entry : report.history) {
        history.push_back(json_of_entry(entry));
    }
    json::array alike;
    for (const auto& one : report.look_alikes) {
        alike.push_back(json::object{
            {"id", one.id.value},
            {"subject", one.subject},
            {"labels", json_of(one.labels)},
            {"likeness", one.likeness},
        });
    }
    const auto edit = report.verdict.edit();
    return {
        {"id", message.id.value},
        {"subject", message.headers ? message.headers->subject : ""},
        {"received", json_of(message.received)},
        {"labels", json_of(message.labels)},
        {"would_add", json_of(edit.add)},
        {"would_remove", json_of(edit.remove)},
        {"rules", std::move(steps)},
        {"model", json_of_model(report)},
        {"history", std::move(history)},
        {"look_alikes", std::move(alike)},
    };
}

} // namespace cli
