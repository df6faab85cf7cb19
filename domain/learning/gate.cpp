#include "domain/learning/gate.hpp"

#include "domain/learning/proportion.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace domain::learning {

namespace {

// Fewer corrections than these are slips of the hand, not drift.
constexpr std::uint32_t least_corrections = 3;

std::string two_digits(double value) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.2f", value);
    return text.data();
}

} // namespace

GateDecision gate(const LabelRecord& record, const GatePolicy& policy) {
    GateDecision decision;
    const auto decided = record.decided + record.acted;
    const auto right = std::min(record.right, record.decided) + record.acted -
                       std::min(record.corrected, record.acted);
    decision.lower = share_lower_bound(right, decided);
    decision.precision = decided == 0 ? 0 : static_cast<double>(right) / decided;

    if (record.examples < policy.min_examples) {
        decision.reason = std::to_string(record.examples) + " of " +
                          std::to_string(policy.min_examples) + " examples";
        return decision;
    }
    const double allowed = (1 - policy.target_precision) * record.acted;
    decision.broken = record.corrected >= least_corrections && record.corrected > allowed;
    const bool clears = decision.lower >= policy.target_precision;
    decision.state = clears && !decision.broken ? GateState::act : GateState::suggest;
    if (decision.broken) {
        decision.reason =
            std::to_string(record.corrected) + " of " + std::to_string(record.acted) + " corrected";
    } else {
        decision.reason = "lower " + two_digits(decision.lower) + (clears ? " >= " : " < ") +
                          two_digits(policy.target_precision);
    }
    return decision;
}

} // namespace domain::learning
