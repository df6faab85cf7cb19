#pragma once

#include "domain/evaluation/outcome.hpp"
#include "domain/learning/gate.hpp"
#include "domain/learning/proportion.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace domain::evaluation {

struct LabelFigures {
    Label label;
    std::uint64_t support = 0;   ///< Messages that carry it.
    std::uint64_t predicted = 0; ///< Messages that it was the top label of.
    std::uint64_t right = 0;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    learning::Interval precision_interval; ///< 95 %.
    learning::Interval recall_interval;    ///< 95 %.
};

struct Confusion {
    Label truth;
    Label predicted;
    std::uint64_t messages = 0;
};

struct CoveragePoint {
    double coverage = 0;   ///< Share of the messages, the most confident ones.
    double confidence = 0; ///< Least confidence among them.
    double accuracy = 0;
};

struct CalibrationBin {
    std::uint64_t messages = 0;
    double confidence = 0; ///< Mean.
    double accuracy = 0;
};

struct AtLimit {
    double coverage = 0;
    double precision = 0;
};

/// How good a stretch of the mail went: the mail in time order, cut into pieces of one size.
struct DriftPoint {
    std::uint64_t messages = 0;
    double accuracy = 0;
    learning::Interval accuracy_interval; ///< 95 %.
    double confidence = 0;                ///< Mean: what it thought of itself at the time.
};

/// A wrong label costs the trust that so many right ones win.
inline constexpr double price_of_an_error = 10;

/// What a limit of confidence would have cost and won.
struct CostPoint {
    double limit = 0;
    std::uint64_t right = 0; ///< Labels given at or above it that are right …
    std::uint64_t wrong = 0; ///< … or wrong.
    std::uint64_t left = 0;  ///< Messages left to the user.
    double gain = 0;         ///< (right − price × wrong) / messages: 1 at best.
};

/// Every figure about a list of predictions; shares run from 0 to 1.
struct Scorecard {
    std::uint64_t messages = 0;
    double accuracy = 0;
    double macro_f1 = 0; ///< Mean over the labels that were true or predicted anywhere.
    std::array<double, 3> accuracy_at{}; ///< On the 50, 80 and 90 % most confident.
    AtLimit at_limit; ///< Of the predictions with at least the given confidence (0.9).
    double ece = 0;   ///< Expected calibration error in ten bins.
    std::optional<double> one_minus_roca; ///< When there are exactly two labels.
    std::optional<double> micro_f1;       ///< When a message has several labels.
    std::vector<LabelFigures> labels;     ///< By name.
    std::vector<Confusion> confusions;    ///< Wrong predictions, most frequent first.
    std::vector<CoveragePoint> coverage;  ///< Twenty points.
    std::array<CalibrationBin, 10> calibration{};
    std::vector<DriftPoint> drift; ///< Ten, oldest first; fewer for less than ten messages.
    std::vector<CostPoint> costs;  ///< By rising limit.
};

Scorecard scorecard(std::span<const Outcome> outcomes, double limit = 0.9);

/// What a label's gate asks of the test: its decisions at or above the limit. `examples` and the
/// corrections are for the caller to fill in.
std::vector<learning::LabelRecord> label_records(std::span<const Outcome> outcomes, double limit);

} // namespace domain::evaluation
