#include "app/cli/verbs/scorecard_view.hpp"

#include "app/cli/output.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace json = boost::json;
using domain::evaluation::LabelFigures;
using domain::evaluation::Scorecard;
using domain::learning::GateState;
using Align = Table::Align;

namespace {

std::string_view name_of(GateState state) {
    switch (state) {
    case GateState::learning:
        return "learning";
    case GateState::suggest:
        return "suggests";
    case GateState::act:
        return "acts";
    }
    return "";
}

std::string interval_text(const domain::learning::Interval& interval) {
    return fmt::format("{:.0f}-{:.0f}", 100 * interval.lower, 100 * interval.upper);
}

/// Nothing is a share of none: a label that was never predicted has no precision, not one of 0 %.
std::string share_text(double share, std::uint64_t of) {
    return of == 0 ? "–" : percent(share);
}

std::string interval_text(const domain::learning::Interval& interval, std::uint64_t of) {
    return of == 0 ? "" : interval_text(interval);
}

json::object json_of_figures(const LabelFigures& figures) {
    return {
        {"label", figures.label.name},
        {"support", figures.support},
        {"predicted", figures.predicted},
        {"right", figures.right},
        {"precision", figures.precision},
        {"precision_interval", {figures.precision_interval.lower, figures.precision_interval.upper}
        },
        {"recall", figures.recall},
        {"recall_interval", {figures.recall_interval.lower, figures.recall_interval.upper}},
        {"f1", figures.f1},
    };
}

} // namespace

std::string text_of_labels(const usecase::LearnReport& report) {
    Table table{{Align::left, Align::right, Align::left, Align::left}};
    table.row({"Label", "Mails", "Gate", "Why"});
    for (const auto& label : report.labels) {
        table.row(
            {label_name(label.record.label),
             count(label.record.examples),
             std::string{name_of(label.gate.state)},
             label.gate.reason}
        );
    }
    return table.text();
}

json::array json_of_labels(const usecase::LearnReport& report) {
    json::array labels;
    for (const auto& [record, gate] : report.labels) {
        labels.push_back(json::object{
            {"label", record.label.name},
            {"examples", record.examples},
            {"decided", record.decided},
            {"right", record.right},
            {"acted", record.acted},
            {"corrected", record.corrected},
            {"gate", name_of(gate.state)},
            {"precision", gate.precision},
            {"precision_lower", gate.lower},
            {"reason", gate.reason},
        });
    }
    return labels;
}

std::string text_of_scorecard(const Scorecard& card) {
    constexpr auto right = Align::right;
    Table table{{Align::left, right, right, right, right, right, right}};
    table.row({"Label", "Mails", "Precision", "95 %", "Recall", "95 %", "F1"});
    for (const auto& figures : card.labels) {
        if (figures.label.name.empty()) {
            continue;
        }
        table.row(
            {label_name(figures.label),
             count(figures.support),
             share_text(figures.precision, figures.predicted),
             interval_text(figures.precision_interval, figures.predicted),
             share_text(figures.recall, figures.support),
             interval_text(figures.recall_interval, figures.support),
             fmt::format("{:.2f}", figures.f1)}
        );
    }
    return table.text() + fmt::format(
                              "\n{} of {} right; of the surer half {}\n"
                              "At confidence 0.9: {} decided, of these {} right\n"
                              "Calibration error {:.3f}; mean F1 of the labels {:.2f}\n",
                              percent(card.accuracy),
                              count(card.messages, "message"),
                              percent(card.accuracy_at[0]),
                              percent(card.at_limit.coverage),
                              percent(card.at_limit.precision),
                              card.ece,
                              card.macro_f1
                          );
}

json::object json_of(const Scorecard& card) {
    json::object object{
        {"messages", card.messages},
        {"accuracy", card.accuracy},
        {"macro_f1", card.macro_f1},
        {"accuracy_at",
         {{"0.5", card.accuracy_at[0]}, {"0.8", card.accuracy_at[1]}, {"0.9", card.accuracy_at[2]}}
        },
        {"at_0.9", {{"coverage", card.at_limit.coverage}, {"precision", card.at_limit.precision}}},
        {"ece", card.ece},
    };
    if (card.one_minus_roca) {
        object["one_minus_roca"] = *card.one_minus_roca;
    }
    if (card.micro_f1) {
        object["micro_f1"] = *card.micro_f1;
    }
    return object;
}

json::array json_of_labels(const Scorecard& card) {
    json::array labels;
    for (const auto& figures : card.labels) {
        labels.push_back(json_of_figures(figures));
    }
    return labels;
}

} // namespace cli
