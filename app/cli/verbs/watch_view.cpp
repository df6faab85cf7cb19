#include "app/cli/verbs/watch_view.hpp"

#include "app/cli/json.hpp"
#include "app/cli/output.hpp"
#include "ports/overloaded.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <string>
#include <utility>

namespace cli {

namespace {

namespace json = boost::json;
using ports::Overloaded;
using usecase::Judged;
using usecase::Noticed;
using usecase::Tripped;
using usecase::WatchNews;
using usecase::WatchReport;

constexpr std::size_t line_columns = 80;

std::string_view name(Judged::Fate fate) {
    switch (fate) {
    case Judged::Fate::suggested:
        return "suggested";
    case Judged::Fate::applied:
        return "applied";
    case Judged::Fate::left_alone:
        return "left_alone";
    }
    return {};
}

std::string text_of_judged(const Judged& judged) {
    const auto& entry = judged.entry;
    const auto change = label_changes(entry.change.edit.add, entry.change.edit.remove);
    const auto subject = printable(entry.subject);
    const auto sender = printable(entry.sender);
    switch (judged.fate) {
    case Judged::Fate::suggested:
        return fmt::format("suggest  {}  \"{}\"  {}", change, subject, sender);
    case Judged::Fate::applied:
        return fmt::format("done  {}  \"{}\"  {}", change, subject, sender);
    case Judged::Fate::left_alone:
        return fmt::format("left alone  \"{}\": {}", subject, printable(judged.why_left));
    }
    return {};
}

std::string text_of_tripped(const Tripped& tripped) {
    return fmt::format(
        "breaker  {}: {}", tripped.label ? label_name(*tripped.label) : "all labels", tripped.why
    );
}

json::object json_of_judged(const Judged& judged) {
    const auto& entry = judged.entry;
    json::object object{
        {"plan", judged.plan},
        {"id", entry.change.id.value},
        {"received", moment(entry.received)},
        {"sender", entry.sender},
        {"subject", entry.subject},
        {"add", json_of(entry.change.edit.add)},
        {"remove", json_of(entry.change.edit.remove)},
        {"reasons", json::value_from(entry.reasons)},
    };
    if (judged.run.value != 0) {
        object["run"] = judged.run.value;
    }
    if (!judged.why_left.empty()) {
        object["why"] = judged.why_left;
    }
    return object;
}

} // namespace

std::string text_of(const WatchNews& news, domain::Timestamp now) {
    const auto text = std::visit(
        Overloaded{
            [](const Noticed& noticed) {
                return noticed.fresh > 0 ? count(noticed.fresh, "new message") : std::string{};
            },
            [](const Judged& judged) { return text_of_judged(judged); },
            [](const Tripped& tripped) { return text_of_tripped(tripped); },
        },
        news
    );
    return text.empty() ? text : cut(moment(now) + "  " + text, line_columns) + "\n";
}

std::string text_of(const WatchReport& report) {
    return fmt::format(
        "{}: {} suggested, {} applied, {} left alone; {} received\n",
        count(report.fresh, "new message"),
        count(report.suggested),
        count(report.applied),
        count(report.left_alone),
        size(report.bytes.received)
    );
}

json::object watch_event(std::string_view event, domain::Timestamp now, json::object of_it) {
    json::object object{{"verb", "watch"}, {"event", event}, {"time", moment(now)}};
    for (auto& [key, value] : of_it) {
        object[key] = std::move(value);
    }
    return object;
}

json::object json_of(const WatchNews& news, domain::Timestamp now) {
    return std::visit(
        Overloaded{
            [now](const Noticed& noticed) {
                return watch_event(
                    "noticed", now, {{"fresh", noticed.fresh}, {"changed", noticed.changed}}
                );
            },
            [now](const Judged& judged) {
                return watch_event(name(judged.fate), now, json_of_judged(judged));
            },
            [now](const Tripped& tripped) {
                return watch_event(
                    "tripped",
                    now,
                    {{"label", tripped.label ? json::value(tripped.label->name) : json::value()},
                     {"why", tripped.why}}
                );
            },
        },
        news
    );
}

json::object json_of(const WatchReport& report, domain::Timestamp now) {
    return watch_event(
        "ended",
        now,
        {{"rounds", report.rounds},
         {"fresh", report.fresh},
         {"suggested", report.suggested},
         {"applied", report.applied},
         {"left_alone", report.left_alone},
         {"bytes", json_of(report.bytes)}}
    );
}

} // namespace cli
