#include "adapters/report/scorecard_curves.hpp"

#include "adapters/report/plot.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace report {

using domain::evaluation::Scorecard;

namespace {

std::string share_text(double share) {
    return fmt::format("{:.1f} %", 100 * share);
}

std::string table(std::string_view heads, std::string_view rows) {
    return fmt::format("<div class=\"scroll\"><table><tr>{}</tr>\n{}</table></div>\n", heads, rows);
}

std::string coverage_plot(const Scorecard& card) {
    std::vector<PlotPoint> points;
    for (const auto& point : card.coverage) {
        points.push_back({point.coverage, point.accuracy, 1});
    }
    return line_plot(
        {"The surer it has to be, the more often it is right",
         "% of the mail, surest first",
         "% right"},
        points
    );
}

std::string confidence_plot(const Scorecard& card) {
    std::vector<PlotPoint> points;
    for (const auto& bin : card.calibration) {
        if (bin.messages > 0) {
            const auto share = static_cast<double>(bin.messages) /
                               static_cast<double>(std::max<std::uint64_t>(card.messages, 1));
            points.push_back({bin.confidence, bin.accuracy, share});
        }
    }
    return calibration_plot(
        {"Does its confidence mean what it says?", "% sure", "% right"}, points
    );
}

std::string drift_plot(const Scorecard& card) {
    std::vector<PlotInterval> points;
    for (const auto& point : card.drift) {
        points.push_back(
            {point.accuracy, point.accuracy_interval.lower, point.accuracy_interval.upper}
        );
    }
    return band_plot(
        {"Does it stay as good?", "tenths of the mail, oldest to newest", "% right", false}, points
    );
}

std::string coverage_table(const Scorecard& card) {
    std::string rows;
    for (const auto& point : card.coverage) {
        rows += fmt::format(
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            share_text(point.coverage),
            share_text(point.accuracy),
            share_text(point.confidence)
        );
    }
    return "<h2>Coverage</h2><p>Of the mail it is surest about, the share that it labels "
           "right.</p>" +
           table("<th>surest</th><th>right</th><th>down to confidence</th>", rows);
}

std::string calibration_table(const Scorecard& card) {
    std::string rows;
    for (const auto& bin : card.calibration) {
        if (bin.messages > 0) {
            rows += fmt::format(
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                share_text(bin.confidence),
                share_text(bin.accuracy),
                bin.messages
            );
        }
    }
    return "<h2>Calibration</h2><p>Messages by how sure it was, in tenths; the mean confidence "
           "beside how often it was right.</p>" +
           table("<th>sure</th><th>right</th><th>messages</th>", rows);
}

std::string drift_table(const Scorecard& card) {
    std::string rows;
    for (std::size_t i = 0; i < card.drift.size(); ++i) {
        const auto& point = card.drift[i];
        rows += fmt::format(
            "<tr><td>{}</td><td>{}</td><td>{:.1f}–{:.1f} %</td><td>{}</td><td>{}</td></tr>\n",
            i + 1,
            share_text(point.accuracy),
            100 * point.accuracy_interval.lower,
            100 * point.accuracy_interval.upper,
            share_text(point.confidence),
            point.messages
        );
    }
    return "<h2>Drift</h2><p>Tenths of the mail in time order, oldest first.</p>" +
           table(
               "<th>tenth</th><th>right</th><th>95 % interval</th><th>sure</th><th>messages</th>",
               rows
           );
}

std::string cost_table(const Scorecard& card) {
    const auto best =
        std::ranges::max_element(card.costs, {}, &domain::evaluation::CostPoint::gain);
    std::string rows;
    for (auto at = card.costs.begin(); at != card.costs.end(); ++at) {
        rows += fmt::format(
            "<tr{}><td>{:.2f}</td><td>{}</td><td>{}</td><td>{}</td><td>{:+.3f}</td></tr>\n",
            at == best ? " class=\"best\"" : "",
            at->limit,
            at->right,
            at->wrong,
            at->left,
            at->gain
        );
    }
    return fmt::format(
               "<h2>Cost of errors</h2><p>A wrong label costs as much as {:.0f} right ones win. "
               "Gain: right labels less that price, a message; 1 is the most. The best limit is "
               "in bold.</p>",
               domain::evaluation::price_of_an_error
           ) +
           table(
               "<th>limit</th><th>right</th><th>wrong</th><th>left to you</th><th>gain</th>", rows
           );
}

} // namespace

std::string scorecard_plots(const Scorecard& card) {
    return "<div class=\"plots\">" + coverage_plot(card) + confidence_plot(card) +
           drift_plot(card) + "</div>\n";
}

std::string scorecard_tables(const Scorecard& card) {
    return cost_table(card) + coverage_table(card) + calibration_table(card) + drift_table(card);
}

} // namespace report
