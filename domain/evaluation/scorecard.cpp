#include "domain/evaluation/scorecard.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace domain::evaluation {

namespace {

constexpr std::array coverages{0.5, 0.8, 0.9};
constexpr std::size_t curve_points = 20;
constexpr std::size_t drift_pieces = 10;
constexpr std::array cost_limits{0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99};

double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

double share(std::uint64_t part, std::uint64_t whole) {
    return share(static_cast<double>(part), static_cast<double>(whole));
}

// The label that a wrong prediction is held against.
Label truth_of(const Outcome& outcome) {
    if (outcome.right()) {
        return outcome.predicted;
    }
    return outcome.truth.empty() ? Label{} : *outcome.truth.begin();
}

std::uint64_t count_right(std::span<const Outcome> outcomes) {
    return static_cast<std::uint64_t>(std::ranges::count_if(outcomes, &Outcome::right));
}

std::vector<LabelFigures> figures_by_label(std::span<const Outcome> outcomes) {
    std::map<Label, LabelFigures> by_label;
    for (const Outcome& outcome : outcomes) {
        ++by_label[truth_of(outcome)].support;
        ++by_label[outcome.predicted].predicted;
        by_label[outcome.predicted].right += outcome.right() ? 1U : 0U;
    }
    std::vector<LabelFigures> figures;
    for (auto& [label, of_label] : by_label) {
        of_label.label = label;
        of_label.precision = share(of_label.right, of_label.predicted);
        of_label.recall = share(of_label.right, of_label.support);
        of_label.f1 = share(2 * of_label.right, of_label.predicted + of_label.support);
        of_label.precision_interval = learning::share_interval(of_label.right, of_label.predicted);
        of_label.recall_interval = learning::share_interval(of_label.right, of_label.support);
        figures.push_back(of_label);
    }
    return figures;
}

double mean_f1(std::span<const LabelFigures> labels) {
    double sum = 0;
    for (const LabelFigures& of_label : labels) {
        sum += of_label.f1;
    }
    return share(sum, static_cast<double>(labels.size()));
}

std::vector<Confusion> confusions(std::span<const Outcome> outcomes) {
    std::map<std::pair<Label, Label>, std::uint64_t> counts;
    for (const Outcome& outcome : outcomes) {
        if (!outcome.right()) {
            ++counts[{truth_of(outcome), outcome.predicted}];
        }
    }
    std::vector<Confusion> sorted;
    for (const auto& [pair, messages] : counts) {
        sorted.push_back({pair.first, pair.second, messages});
    }
    std::ranges::stable_sort(sorted, std::greater{}, &Confusion::messages);
    return sorted;
}

// How many of the first n of the most confident were right, for every n.
struct Ranking {
    std::vector<double> confidence;
    std::vector<std::uint64_t> right;

    explicit Ranking(std::span<const Outcome> outcomes) : right{0} {
        std::vector<const Outcome*> sorted;
        for (const Outcome& outcome : outcomes) {
            sorted.push_back(&outcome);
        }
        std::ranges::stable_sort(sorted, std::greater{}, &Outcome::confidence);
        for (const Outcome* outcome : sorted) {
            confidence.push_back(outcome->confidence);
            right.push_back(right.back() + (outcome->right() ? 1 : 0));
        }
    }

    [[nodiscard]] CoveragePoint at(double coverage) const {
        const auto size = static_cast<double>(confidence.size());
        const auto taken = static_cast<std::size_t>(std::ceil(coverage * size));
        if (taken == 0) {
            return {coverage, 1, 0};
        }
        return {coverage, confidence[taken - 1], share(right[taken], taken)};
    }
};

AtLimit at_limit(std::span<const Outcome> outcomes, double limit) {
    std::uint64_t taken = 0;
    std::uint64_t right = 0;
    for (const Outcome& outcome : outcomes) {
        if (outcome.confidence >= limit) {
            ++taken;
            right += outcome.right() ? 1U : 0U;
        }
    }
    return {share(taken, outcomes.size()), share(right, taken)};
}

std::array<CalibrationBin, 10> calibration(std::span<const Outcome> outcomes) {
    std::array<CalibrationBin, 10> bins{};
    for (const Outcome& outcome : outcomes) {
        const auto bin = static_cast<std::size_t>(std::clamp(outcome.confidence, 0.0, 1.0) * 10);
        CalibrationBin& in = bins.at(std::min(bin, bins.size() - 1));
        ++in.messages;
        in.confidence += outcome.confidence;
        in.accuracy += outcome.right() ? 1U : 0U;
    }
    for (CalibrationBin& bin : bins) {
        bin.confidence = share(bin.confidence, static_cast<double>(bin.messages));
        bin.accuracy = share(bin.accuracy, static_cast<double>(bin.messages));
    }
    return bins;
}

std::vector<DriftPoint> drift(std::span<const Outcome> outcomes) {
    std::vector<DriftPoint> points;
    const auto pieces = std::min(drift_pieces, outcomes.size());
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        const auto first = outcomes.size() * piece / pieces;
        const auto last = outcomes.size() * (piece + 1) / pieces;
        const auto stretch = outcomes.subspan(first, last - first);
        const auto right = count_right(stretch);
        double confidence = 0;
        for (const Outcome& outcome : stretch) {
            confidence += outcome.confidence;
        }
        points.push_back(
            {stretch.size(),
             share(right, stretch.size()),
             learning::share_interval(right, stretch.size()),
             share(confidence, static_cast<double>(stretch.size()))}
        );
    }
    return points;
}

// No label is no act: it neither costs nor wins.
std::vector<CostPoint> costs(std::span<const Outcome> outcomes) {
    std::vector<CostPoint> points;
    for (const double limit : cost_limits) {
        CostPoint point;
        point.limit = limit;
        for (const Outcome& outcome : outcomes) {
            if (outcome.confidence < limit || outcome.predicted.name.empty()) {
                ++point.left;
            } else {
                ++(outcome.right() ? point.right : point.wrong);
            }
        }
        point.gain = share(
            static_cast<double>(point.right) - price_of_an_error * static_cast<double>(point.wrong),
            static_cast<double>(outcomes.size())
        );
        points.push_back(point);
    }
    return points;
}

double calibration_error(std::span<const CalibrationBin> bins, std::uint64_t messages) {
    double error = 0;
    for (const CalibrationBin& bin : bins) {
        error += share(bin.messages, messages) * std::abs(bin.confidence - bin.accuracy);
    }
    return error;
}

// The share of pairs (one message of each label) that the scores put in the wrong order; equal
// scores are half wrong.
double one_minus_roca(std::span<const Outcome> outcomes, const Label& positive) {
    std::vector<std::pair<double, bool>> scored;
    for (const Outcome& outcome : outcomes) {
        const double margin = outcome.score - outcome.runner_up;
        scored.emplace_back(
            outcome.predicted == positive ? margin : -margin, outcome.truth.contains(positive)
        );
    }
    std::ranges::sort(scored);
    double positives = 0;
    double negatives = 0;
    double wrong = 0;
    for (auto at = scored.begin(); at != scored.end();) {
        const auto end =
            std::find_if(at, scored.end(), [at](const auto& s) { return s.first != at->first; });
        const auto of_positive =
            static_cast<double>(std::count_if(at, end, [](const auto& s) { return s.second; }));
        const double of_negative = static_cast<double>(end - at) - of_positive;
        wrong += of_negative * (positives + of_positive / 2);
        positives += of_positive;
        negatives += of_negative;
        at = end;
    }
    return share(wrong, positives * negatives);
}

std::optional<double> two_label_roca(std::span<const Outcome> outcomes) {
    LabelSet labels;
    for (const Outcome& outcome : outcomes) {
        if (outcome.truth.size() != 1) {
            return std::nullopt;
        }
        labels.insert(*outcome.truth.begin());
        if (labels.size() > 2) {
            return std::nullopt;
        }
    }
    return labels.size() == 2 ? std::optional{one_minus_roca(outcomes, *labels.rbegin())}
                              : std::nullopt;
}

std::optional<double> micro_f1(std::span<const Outcome> outcomes) {
    if (std::ranges::none_of(outcomes, [](const auto& o) { return o.truth.size() > 1; })) {
        return std::nullopt;
    }
    std::uint64_t right = 0;
    std::uint64_t named = 0;
    for (const Outcome& outcome : outcomes) {
        named += outcome.assigned.size() + outcome.truth.size();
        right += static_cast<std::uint64_t>(std::ranges::count_if(
            outcome.assigned, [&](const Label& label) { return outcome.truth.contains(label); }
        ));
    }
    return share(2 * right, named);
}

} // namespace

Scorecard scorecard(std::span<const Outcome> outcomes, double limit) {
    Scorecard card;
    card.messages = outcomes.size();
    card.accuracy = share(count_right(outcomes), outcomes.size());
    card.labels = figures_by_label(outcomes);
    card.macro_f1 = mean_f1(card.labels);
    card.confusions = confusions(outcomes);
    const Ranking ranking{outcomes};
    for (std::size_t i = 0; i < coverages.size(); ++i) {
        card.accuracy_at.at(i) = ranking.at(coverages.at(i)).accuracy;
    }
    for (std::size_t point = 1; point <= curve_points; ++point) {
        card.coverage.push_back(ranking.at(static_cast<double>(point) / curve_points));
    }
    card.at_limit = at_limit(outcomes, limit);
    card.calibration = calibration(outcomes);
    card.ece = calibration_error(card.calibration, card.messages);
    card.drift = drift(outcomes);
    card.costs = costs(outcomes);
    card.one_minus_roca = two_label_roca(outcomes);
    card.micro_f1 = micro_f1(outcomes);
    return card;
}

std::vector<learning::LabelRecord> label_records(std::span<const Outcome> outcomes, double limit) {
    std::map<Label, learning::LabelRecord> records;
    for (const Outcome& outcome : outcomes) {
        if (outcome.confidence >= limit) {
            auto& record = records[outcome.predicted];
            ++record.decided;
            record.right += outcome.right() ? 1U : 0U;
        }
    }
    std::vector<learning::LabelRecord> list;
    for (auto& [label, record] : records) {
        record.label = label;
        list.push_back(record);
    }
    return list;
}

} // namespace domain::evaluation
