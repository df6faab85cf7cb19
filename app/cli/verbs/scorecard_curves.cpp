#include "app/cli/verbs/scorecard_curves.hpp"

#include "app/cli/output.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace cli {

namespace json = boost::json;
using domain::evaluation::Scorecard;
using Align = Table::Align;

namespace {

// Confusions beyond these are single messages; --json has all.
constexpr std::size_t shown_confusions = 5;
// A curve's row holds ten numbers within 80 columns.
constexpr std::size_t shown_points = 10;

std::string name_or_none(const domain::Label& label) {
    return label.name.empty() ? std::string{"no label"} : label_name(label);
}

std::string text_of_confusions(const Scorecard& card) {
    if (card.confusions.empty()) {
        return {};
    }
    Table table{{Align::right, Align::left}};
    const auto listed = std::min(card.confusions.size(), shown_confusions);
    for (std::size_t i = 0; i < listed; ++i) {
        const auto& confusion = card.confusions[i];
        table.row(
            {count(confusion.messages),
             name_or_none(confusion.truth) + " taken for " + name_or_none(confusion.predicted)}
        );
    }
    const auto kinds = card.confusions.size();
    return fmt::format(
               "\nMistakes{}\n",
               kinds > listed ? fmt::format(" (the most frequent {} of {} kinds)", listed, kinds)
                              : ""
           ) +
           table.text();
}

/// Rows of shares under each other, as whole percents.
class Curve {
public:
    Curve() : table_(columns()) {}

    template <typename Points, typename Figure>
    void row(std::string_view name, const Points& points, Figure figure) {
        std::vector<std::string> cells{std::string{name}};
        for (const auto& point : points) {
            cells.push_back(figure(point));
        }
        cells.resize(shown_points + 1);
        table_.row(std::move(cells));
    }

    [[nodiscard]] std::string text() const { return table_.text(); }

private:
    static std::vector<Align> columns() {
        std::vector<Align> columns(shown_points + 1, Align::right);
        columns.front() = Align::left;
        return columns;
    }

    Table table_;
};

std::string whole(double share) {
    return fmt::format("{:.0f}", 100 * share);
}

std::string text_of_coverage(const Scorecard& card) {
    std::vector<domain::evaluation::CoveragePoint> points;
    for (std::size_t i = 1; i < card.coverage.size(); i += 2) {
        points.push_back(card.coverage[i]);
    }
    Curve curve;
    curve.row("surest % of mail", points, [](const auto& point) { return whole(point.coverage); });
    curve.row("% right", points, [](const auto& point) { return whole(point.accuracy); });
    curve.row("down to % sure", points, [](const auto& point) { return whole(point.confidence); });
    return "\nCoverage: the surer it has to be, the more often it is right\n" + curve.text();
}

std::string text_of_calibration(const Scorecard& card) {
    const auto or_dash = [](const auto& bin, const std::string& text) {
        return bin.messages == 0 ? std::string{"-"} : text;
    };
    Curve curve;
    curve.row("% sure", card.calibration, [&](const auto& bin) {
        return or_dash(bin, whole(bin.confidence));
    });
    curve.row("% right", card.calibration, [&](const auto& bin) {
        return or_dash(bin, whole(bin.accuracy));
    });
    curve.row("messages", card.calibration, [](const auto& bin) { return count(bin.messages); });
    return "\nCalibration: how sure it was, and how often right\n" + curve.text();
}

std::string text_of_drift(const Scorecard& card) {
    Curve curve;
    curve.row("% right", card.drift, [](const auto& point) { return whole(point.accuracy); });
    curve.row("95 % from", card.drift, [](const auto& point) {
        return whole(point.accuracy_interval.lower);
    });
    curve.row("to", card.drift, [](const auto& point) {
        return whole(point.accuracy_interval.upper);
    });
    curve.row("% sure", card.drift, [](const auto& point) { return whole(point.confidence); });
    return "\nDrift: tenths of the mail in time order, oldest first\n" + curve.text();
}

std::string text_of_costs(const Scorecard& card) {
    Table table{{Align::right, Align::right, Align::right, Align::right, Align::right}};
    table.row({"Limit", "Right", "Wrong", "Left to you", "Gain"});
    for (const auto& point : card.costs) {
        table.row(
            {fmt::format("{:.2f}", point.limit),
             count(point.right),
             count(point.wrong),
             count(point.left),
             fmt::format("{:+.3f}", point.gain)}
        );
    }
    const auto best =
        std::ranges::max_element(card.costs, {}, &domain::evaluation::CostPoint::gain);
    return fmt::format(
               "\nCost of errors: a wrong label costs as much as {:.0f} right ones win\n",
               domain::evaluation::price_of_an_error
           ) +
           table.text() +
           (best == card.costs.end() ? std::string{}
                                     : fmt::format("Most is won at {:.2f}\n", best->limit));
}

json::array interval(const domain::learning::Interval& interval) {
    return {interval.lower, interval.upper};
}

} // namespace

std::string text_of_curves(const Scorecard& card) {
    return text_of_confusions(card) + text_of_coverage(card) + text_of_calibration(card) +
           text_of_drift(card) + text_of_costs(card);
}

json::object json_of_curves(const Scorecard& card) {
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
    json::array drift;
    for (const auto& point : card.drift) {
        drift.push_back(json::object{
            {"messages", point.messages},
            {"accuracy", point.accuracy},
            {"accuracy_interval", interval(point.accuracy_interval)},
            {"confidence", point.confidence},
        });
    }
    json::array costs;
    for (const auto& point : card.costs) {
        costs.push_back(json::object{
            {"limit", point.limit},
            {"right", point.right},
            {"wrong", point.wrong},
            {"left", point.left},
            {"gain", point.gain},
        });
    }
    return {
        {"confusions", std::move(confusions)},
        {"coverage", std::move(coverage)},
        {"calibration", std::move(calibration)},
        {"drift", std::move(drift)},
        {"price_of_an_error", domain::evaluation::price_of_an_error},
        {"costs", std::move(costs)},
    };
}

} // namespace cli
