#include "adapters/report/scorecard_page.hpp"

#include "adapters/report/html.hpp"
#include "adapters/report/plot.hpp"
#include "adapters/report/scorecard_curves.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace report {

using domain::evaluation::Confusion;
using domain::evaluation::LabelFigures;
using domain::evaluation::Scorecard;
using domain::learning::GateDecision;
using domain::learning::GateState;

namespace {

/// More rows than anybody reads would only make the page slow.
constexpr std::size_t most_confusions = 12;

std::string percent(double share) {
    return fmt::format("{:.1f} %", 100 * share);
}

std::string tile(std::string_view value, std::string_view name) {
    return fmt::format(
        "<div class=\"tile\"><b>{}</b><span>{}</span></div>", escaped(value), escaped(name)
    );
}

std::string tiles(const Scorecard& card) {
    std::string out = "<div class=\"tiles\">";
    out += tile(fmt::format("{}", card.messages), "messages tested");
    out += tile(percent(card.accuracy), "labelled right");
    out += tile(percent(card.at_limit.precision), "right where it is sure");
    out += tile(percent(card.at_limit.coverage), "of the mail it is sure about");
    out += tile(fmt::format("{:.3f}", card.ece), "calibration error");
    out += tile(fmt::format("{:.2f}", card.macro_f1), "F1, mean of the labels");
    if (card.micro_f1) {
        out += tile(fmt::format("{:.2f}", *card.micro_f1), "F1 over all labels");
    }
    return out + "</div>\n";
}

std::string_view state_class(GateState state) {
    switch (state) {
    case GateState::learning:
        return "learning";
    case GateState::suggest:
        return "suggest";
    case GateState::act:
        return "act";
    }
    return {};
}

std::string gate_cell(const ScorecardContext& context, const domain::Label& label) {
    const auto found = context.gates.find(label);
    if (found == context.gates.end()) {
        return "<td class=\"name\">–</td>";
    }
    const GateDecision& decision = found->second;
    const auto name = state_class(decision.state);
    const auto reason = decision.reason.empty() ? std::string{} : " · " + escaped(decision.reason);
    return fmt::format("<td class=\"name gate {0}\">{0}{1}</td>", name, reason);
}

std::string share_cells(double share, const domain::learning::Interval& interval) {
    return fmt::format(
        "<td>{}{}</td><td>{:.1f}–{:.1f} %</td>",
        percent(share),
        interval_bar({share, interval.lower, interval.upper}),
        100 * interval.lower,
        100 * interval.upper
    );
}

std::string label_row(const ScorecardContext& context, const LabelFigures& figures) {
    return fmt::format(
        "<tr><td>{}</td><td>{}</td>{}{}<td>{:.2f}</td>{}</tr>\n",
        escaped(figures.label.name.empty() ? "(no label)" : figures.label.name),
        figures.support,
        share_cells(figures.precision, figures.precision_interval),
        share_cells(figures.recall, figures.recall_interval),
        figures.f1,
        gate_cell(context, figures.label)
    );
}

std::string labels(const ScorecardContext& context, const Scorecard& card) {
    std::string out = "<h2>Labels</h2><p>Precision: of the mail that it would have given the "
                      "label, the share that carries "
                      "it. Recall: of the mail that carries it, the share that it found. A label "
                      "acts only while the lower end of "
                      "its precision clears the target; else it suggests.</p><div "
                      "class=\"scroll\"><table><tr><th>label</th>"
                      "<th>messages</th><th>precision</th><th>95 % "
                      "interval</th><th>recall</th><th>95 % interval</th><th>F1</th><th "
                      "class=\"name\">gate</th></tr>\n";
    for (const LabelFigures& figures : card.labels) {
        out += label_row(context, figures);
    }
    return out + "</table></div>\n";
}

std::string confusions(const Scorecard& card) {
    if (card.confusions.empty()) {
        return {};
    }
    const std::size_t shown = std::min(most_confusions, card.confusions.size());
    std::string out = fmt::format(
        "<h2>Mistakes</h2><p>{}</p><div "
        "class=\"scroll\"><table><tr><th>carries</th><th class=\"name\">would have "
        "got</th><th>messages</th></tr>\n",
        shown < card.confusions.size()
            ? fmt::format("The {} most frequent of {} kinds.", shown, card.confusions.size())
            : std::string{"Which label was taken for which."}
    );
    for (std::size_t i = 0; i < shown; ++i) {
        const Confusion& confusion = card.confusions[i];
        out += fmt::format(
            "<tr><td>{}</td><td class=\"name\">{}</td><td>{}</td></tr>\n",
            escaped(confusion.truth.name.empty() ? "(no label)" : confusion.truth.name),
            escaped(confusion.predicted.name.empty() ? "(no label)" : confusion.predicted.name),
            confusion.messages
        );
    }
    return out + "</table></div>\n";
}

} // namespace

std::string scorecard_page(const ScorecardContext& context, const Scorecard& scorecard) {
    return page(
        "Scorecard of " + context.account,
        fmt::format(
            "<h1>Scorecard of {}</h1><p>{}</p>\n", escaped(context.account), escaped(context.tested)
        ) + tiles(scorecard) +
            scorecard_plots(scorecard) + labels(context, scorecard) + confusions(scorecard) +
            scorecard_tables(scorecard)
    );
}

} // namespace report
