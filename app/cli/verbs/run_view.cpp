#include "app/cli/verbs/run_view.hpp"

#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/cli/output.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace json = boost::json;
using usecase::ApplyReport;
using usecase::LeftAlone;
using usecase::UndoReport;

namespace {

std::string text_of_named(const std::vector<LeftAlone>& named) {
    std::string text;
    for (const auto& one : named) {
        const auto subject = one.subject.empty() ? one.id.value : printable(one.subject);
        text += fmt::format("  {}: {}\n", cut(subject, 48), printable(one.why));
    }
    return text;
}

std::string text_of_recovered(const usecase::Recovered& recovered) {
    if (recovered.done + recovered.not_sent == 0) {
        return {};
    }
    return fmt::format(
        "An earlier run was ended half way; read back: {} done, {} not sent\n",
        count(recovered.done, "change"),
        count(recovered.not_sent)
    );
}

json::array json_of_named(const std::vector<LeftAlone>& named) {
    json::array list;
    for (const auto& one : named) {
        list.push_back(
            json::object{{"id", one.id.value}, {"subject", one.subject}, {"why", one.why}}
        );
    }
    return list;
}

json::object json_of_recovered(const usecase::Recovered& recovered) {
    return {{"done", recovered.done}, {"not_sent", recovered.not_sent}};
}

std::string caps(const ApplyReport& report) {
    if (report.left == 0) {
        return {};
    }
    const auto* reason = report.first_run_cap
                             ? "the first run is kept small, so that you can look at it"
                             : "that was the limit of this run";
    return fmt::format(
        "{} left: {}\nnext: gmail-classifier apply {}\n",
        count(report.left, "message"),
        reason,
        report.plan
    );
}

template <typename Report>
int show_run(Output& out, const Report& report, bool dry_run) {
    if (out.json()) {
        out.value(json_of(report));
    } else {
        out.text(text_of(report, dry_run));
    }
    return report.skipped + report.failed > 0 ? exit_code::partly : exit_code::ok;
}

} // namespace

std::string text_of(const ApplyReport& report, bool dry_run) {
    auto text = text_of_recovered(report.recovered);
    if (dry_run) {
        return text +
               fmt::format(
                   "Plan {} would change {}, and leave {} alone. Nothing was changed.\n",
                   report.plan,
                   count(report.done, "message"),
                   count(report.skipped)
               ) +
               text_of_named(report.named);
    }
    text += fmt::format(
        "Plan {}, run {}: {} changed and read back",
        report.plan,
        report.run.value,
        count(report.done, "message")
    );
    if (report.already > 0) {
        text += fmt::format(", {} were so already", count(report.already));
    }
    if (report.before > 0) {
        text += fmt::format(", {} by earlier runs", count(report.before));
    }
    text += fmt::format(
        "\n{} left alone, {} failed; {} received, {} sent\n",
        count(report.skipped),
        count(report.failed),
        size(report.bytes.received),
        size(report.bytes.sent)
    );
    text += text_of_named(report.named) + caps(report);
    if (report.done > 0) {
        text += fmt::format("undo: gmail-classifier undo {}\n", report.run.value);
    }
    return text;
}

std::string text_of(const UndoReport& report, bool dry_run) {
    auto text = text_of_recovered(report.recovered);
    if (dry_run) {
        return text + fmt::format(
                          "Undo of run {} would change {} of {}. Nothing was changed.\n",
                          report.of.value,
                          count(report.done),
                          count(report.changes, "message")
                      );
    }
    text += fmt::format(
        "Undo of run {}: {} of {} restored and read back\n",
        report.of.value,
        count(report.done),
        count(report.changes, "message")
    );
    if (report.kept > 0) {
        text += fmt::format("{} kept as you changed them since\n", count(report.kept, "message"));
    }
    text += fmt::format("{} left alone, {} failed\n", count(report.skipped), count(report.failed));
    text += text_of_named(report.named);
    if (report.corrections > 0) {
        text += fmt::format(
            "{} will teach at the next learn\n", count(report.corrections, "correction")
        );
    }
    return text;
}

json::object json_of(const ApplyReport& report) {
    return {
        {"verb", "apply"},
        {"plan", report.plan},
        {"run", report.run.value},
        {"resumed", report.resumed},
        {"recovered", json_of_recovered(report.recovered)},
        {"planned", report.planned},
        {"before", report.before},
        {"done", report.done},
        {"already", report.already},
        {"skipped", report.skipped},
        {"failed", report.failed},
        {"left", report.left},
        {"named", json_of_named(report.named)},
        {"bytes", json_of(report.bytes)},
    };
}

json::object json_of(const UndoReport& report) {
    return {
        {"verb", "undo"},
        {"of", report.of.value},
        {"run", report.run.value},
        {"recovered", json_of_recovered(report.recovered)},
        {"changes", report.changes},
        {"done", report.done},
        {"nothing", report.nothing},
        {"kept", report.kept},
        {"skipped", report.skipped},
        {"failed", report.failed},
        {"corrections", report.corrections},
        {"named", json_of_named(report.named)},
        {"bytes", json_of(report.bytes)},
    };
}

int show(Output& out, const ApplyReport& report, bool dry_run) {
    return show_run(out, report, dry_run);
}

int show(Output& out, const UndoReport& report, bool dry_run) {
    return show_run(out, report, dry_run);
}

} // namespace cli
