#include "app/usecase/status.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/cli/verbs/log_view.hpp"
#include "app/cli/verbs/parked_view.hpp"
#include "app/cli/verbs/verbs.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace json = boost::json;
using Align = Table::Align;
using usecase::StatusReport;

namespace {

constexpr std::size_t shown_labels = 12;

std::string text_of_labels(const StatusReport& report) {
    std::string text;
    std::size_t shown = 0;
    for (const auto& [label, messages] : report.labels) {
        if (shown == shown_labels) {
            break;
        }
        ++shown;
        text +=
            fmt::format("{}{} {}", text.empty() ? "" : ", ", label_name(label), count(messages));
    }
    const auto more = report.labels.size() - shown;
    return text + (more > 0 ? fmt::format(" and {} more", more) : "");
}

std::string text_of_report(const StatusReport& report, const std::string& account) {
    auto text = fmt::format("{}\n", printable(account));
    for (const auto& folder : report.folders) {
        text += fmt::format(
            "{}: {}{}\n",
            printable(folder.folder),
            count(folder.messages, "message"),
            folder.complete ? "" : "; older ones are not read yet"
        );
    }
    text += text_of(report.parked);
    if (!report.labels.empty()) {
        text += wrapped("labels: " + text_of_labels(report), 0) + '\n';
    }
    if (report.model) {
        text += fmt::format(
            "model m{}: {}, {}\n",
            report.model->version,
            count(report.model->examples, "lesson"),
            moment(report.model->created)
        );
    } else {
        text += "no model yet: gmail-classifier learn\n";
    }
    text += report.last_plan.empty() ? std::string{"no plan yet: gmail-classifier plan\n"}
                                     : fmt::format("last plan {}\n", report.last_plan);
    for (const auto& run : report.runs) {
        text += text_of(run);
    }
    text += fmt::format(
        "last 24 hours: {} received, {} sent", size(report.day.received), size(report.day.sent)
    );
    if (report.losses > 0) {
        text += fmt::format(
            "; {} lost, {} s without one",
            count(report.losses, "connection"),
            count(static_cast<std::uint64_t>(report.blind.count()))
        );
    }
    text += '\n';
    return report.flight ? text + text_of(*report.flight, "connection: ") : text;
}

json::object json_of_report(const StatusReport& report, const std::string& account) {
    json::array folders;
    for (const auto& folder : report.folders) {
        folders.push_back(json::object{
            {"folder", folder.folder},
            {"messages", folder.messages},
            {"complete", folder.complete},
        });
    }
    json::object labels;
    for (const auto& [label, messages] : report.labels) {
        labels[label.name] = messages;
    }
    json::array runs;
    for (const auto& run : report.runs) {
        runs.push_back(json_of(run));
    }
    return {
        {"verb", "status"},
        {"account", account},
        {"messages", report.messages},
        {"folders", std::move(folders)},
        {"parked", json_of(report.parked)},
        {"labels", std::move(labels)},
        {"model", report.model ? json::value(report.model->version) : json::value(nullptr)},
        {"last_plan", report.last_plan},
        {"runs", std::move(runs)},
        {"last_24_hours", json_of(report.day)},
        {"connection", report.flight ? json::value(json_of(*report.flight)) : json::value(nullptr)},
        {"lost", report.losses},
        {"blind_seconds", report.blind.count()},
    };
}

} // namespace

ports::Result<int> run_status(Call& call) {
    const auto account = call.account(compose::StateUse::inspect);
    if (!account) {
        return ports::fail(account.error());
    }
    const auto report = usecase::status((*account)->world());
    if (!report) {
        return ports::fail(report.error());
    }
    if (call.out().json()) {
        call.out().value(json_of_report(*report, (*account)->name()));
    } else {
        call.out().text(text_of_report(*report, (*account)->name()));
    }
    return exit_code::ok;
}

} // namespace cli
