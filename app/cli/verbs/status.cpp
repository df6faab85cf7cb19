#include "app/usecase/status.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/cli/verbs/verbs.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace json = boost::json;
using Align = Table::Align;
using usecase::RunStatus;
using usecase::StatusReport;

namespace {

constexpr std::size_t shown_labels = 12;

std::string_view name_of(ports::RunKind kind) {
    return kind == ports::RunKind::apply ? "apply" : "undo";
}

std::string text_of_run(const RunStatus& status) {
    auto text = fmt::format(
        "run {}  {} {}  {}  {} done, {} skipped, {} failed",
        status.run.id.value,
        name_of(status.run.kind),
        status.run.plan,
        moment(status.run.started),
        count(status.done),
        count(status.skipped),
        count(status.failed)
    );
    if (!status.run.ended) {
        text += status.open > 0 ? fmt::format("; ended half way, {} to read back", status.open)
                                : "; ended half way";
    }
    return text + '\n';
}

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
    text += wrapped("labels: " + text_of_labels(report), 0) + '\n';
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
        text += text_of_run(run);
    }
    return text + fmt::format(
                      "last 24 hours: {} received, {} sent\n",
                      size(report.day.received),
                      size(report.day.sent)
                  );
}

json::object json_of_run(const RunStatus& status) {
    return {
        {"run", status.run.id.value},
        {"kind", name_of(status.run.kind)},
        {"plan", status.run.plan},
        {"started", json_of(status.run.started)},
        {"ended", status.run.ended.has_value()},
        {"done", status.done},
        {"skipped", status.skipped},
        {"failed", status.failed},
        {"open", status.open},
    };
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
        runs.push_back(json_of_run(run));
    }
    return {
        {"verb", "status"},
        {"account", account},
        {"messages", report.messages},
        {"folders", std::move(folders)},
        {"labels", std::move(labels)},
        {"model", report.model ? json::value(report.model->version) : json::value(nullptr)},
        {"last_plan", report.last_plan},
        {"runs", std::move(runs)},
        {"last_24_hours", json_of(report.day)},
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
