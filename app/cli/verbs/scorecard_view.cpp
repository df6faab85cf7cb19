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

// Confusions beyond these are single messages.
constexpr std::size_t shown_confusions = 5;

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

std::string text_of_confusions(const Scorecard& card) {
    std::string text;
    const auto name = [](const domain::Label& label) {
        return label.name.empty() ? std::string{"no label"} : label_name(label);
    };
    for (std::size_t i = 0; i < std::min(card.confusions.size(), shown_confusions); ++i) {
        const auto& confusion = card.confusions[i];
        text += fmt::format(
            "  {} of {} taken for {}\n",
            count(confusion.messages),
            name(confusion.truth),
            name(confusion.predicted)
        );
    }
    return text.empty() ? text : "Mistakes:\n" + text;
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
    Table table{{Align::left, Align::right, Align::right, Align::right, Align::left}};
    table.row({"Label", "Mails", "Precision", "Recall", "95 % interval of precision"});
    for (const auto& figures : card.labels) {
        if (figures.label.name.empty()) {
            continue;
        }
        table.row(
            {label_name(figures.label),
             count(figures.support),
             percent(figures.precision),
             percent(figures.recall),
             fmt::format(
                 "{} to {}",
                 percent(figures.precision_interval.lower),
                 percent(figures.precision_interval.upper)
             )}
        );
    }
    return table.text() +
           fmt::format(
               "\n{} of {} right; of the surer half {}\n"
               "At confidence 0.9: {} decided, of these {} right\n"
               "Calibration error {:.3f}\n",
               percent(card.accuracy),
               count(card.messages, "message"),
               percent(card.accuracy_at[0]),
               percent(card.at_limit.coverage),
               percent(card.at_limit.precision),
               card.ece
           ) +
           text_of_confusions(card);
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

json::object json_of_details(const Scorecard& card) {
    json::array labels;
    for (const auto& figures : card.labels) {
        labels.push_back(json_of_figures(figures));
    }
    json::array confusions;
    for (const auto& confusion : card.confusions) {
        confusions.push_back(json::object{
            {"truth", confusion.truth.name},
            {"predicted", confusion.predicted.name},
            {"messages", confusion.messages},
        });
    }
    json::array coverage;
    for (const auto& point : card.coverage) {
        coverage.push_back(json::object{
            {"coverage", point.coverage},
            {"confidence", point.confidence},
            {"accuracy", point.accuracy},
        });
    }
    json::array calibration;
    for (const auto& bin : card.calibration) {
        calibration.push_back(json::object{
            {"messages", bin.messages},
            {"confidence", bin.confidence},
            {"accuracy", bin.accuracy},
        });
    }
    return {
        {"labels", std::move(labels)},
        {"confusions", std::move(confusions)},
        {"coverage", std::move(coverage)},
        {"calibration", std::move(calibration)},
    };
}

} // namespace cli
