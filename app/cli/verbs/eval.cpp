#include "adapters/report/scorecard_page.hpp"
#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/files.hpp"
#include "app/cli/verbs/scorecard_curves.hpp"
#include "app/cli/verbs/scorecard_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/learn.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace {

using domain::evaluation::name_of;
using usecase::LearnReport;

boost::json::object json_of_stages(const LearnReport& report) {
    boost::json::array stages;
    for (const auto& stage : report.stages) {
        stages.push_back(boost::json::object{
            {"stage", name_of(stage.stage)},
            {"accuracy", stage.accuracy},
            {"coverage", stage.coverage},
            {"precision", stage.precision},
            {"texts", stage.texts},
            {"bytes", stage.bytes},
        });
    }
    const auto picked = domain::evaluation::cheapest_good_stage(report.stages);
    return {{"figures", std::move(stages)}, {"cheapest_good", name_of(picked)}};
}

std::string text_of_stages(const LearnReport& report) {
    using Align = Table::Align;
    if (report.stages.empty()) {
        return {};
    }
    Table table{{Align::left, Align::right, Align::right, Align::right, Align::right}};
    table.row({"What is read", "Right", "Decided", "Texts", "Bytes a mail"});
    for (const auto& stage : report.stages) {
        table.row(
            {std::string{name_of(stage.stage)},
             percent(stage.accuracy),
             percent(stage.coverage),
             percent(stage.texts),
             count(static_cast<std::uint64_t>(stage.bytes))}
        );
    }
    return fmt::format(
        "\n{}The cheapest within half a point of the best: {}\n",
        table.text(),
        name_of(domain::evaluation::cheapest_good_stage(report.stages))
    );
}

boost::json::object json_of_eval(const LearnReport& report) {
    auto scorecard = json_of(report.scorecard);
    scorecard["labels"] = json_of_labels(report.scorecard);
    for (auto& [key, value] : json_of_curves(report.scorecard)) {
        scorecard[key] = value;
    }
    boost::json::object object{
        {"verb", "eval"},
        {"lessons", report.count.lessons},
        {"gates", json_of_labels(report)},
        {"scorecard", std::move(scorecard)},
    };
    if (!report.stages.empty()) {
        object["stages"] = json_of_stages(report);
    }
    return object;
}

std::string text_of_eval(const LearnReport& report) {
    return fmt::format(
               "Each of {} predicted from older mail only, then learned\n\n",
               count(report.count.lessons, "labelled message")
           ) +
           text_of_scorecard(report.scorecard) + text_of_curves(report.scorecard) + "\n" +
           text_of_labels(report) + text_of_stages(report);
}

ports::Result<void>
write_page(const std::string& file, const std::string& account, const LearnReport& report) {
    report::ScorecardContext context{
        account, "each message predicted from the mail before it, then learned", {}
    };
    for (const auto& label : report.labels) {
        context.gates.emplace(label.record.label, label.gate);
    }
    return write_file(file, report::scorecard_page(context, report.scorecard));
}

} // namespace

ports::Result<int> run_eval(Call& call) {
    const auto account = call.account(compose::StateUse::inspect);
    if (!account) {
        return ports::fail(account.error());
    }
    const auto& settings = (*account)->loaded();
    const auto report = usecase::evaluate((*account)->world(), compose::learn_options(settings));
    if (!report) {
        return ports::fail(report.error());
    }
    if (call.arguments().has("html")) {
        const auto file = call.arguments().value("html");
        if (auto written = write_page(file, (*account)->name(), *report); !written) {
            return ports::fail(std::move(written).error());
        }
    }
    if (call.out().json()) {
        call.out().value(json_of_eval(*report));
    } else {
        call.out().text(text_of_eval(*report));
    }
    return exit_code::ok;
}

} // namespace cli
