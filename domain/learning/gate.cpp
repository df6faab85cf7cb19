#include "domain/learning/gate.hpp"

#include "domain/learning/proportion.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace domain::learning {

namespace {

// Fewer corrections than these are slips of the hand, not drift.
constexpr std::uint32_t least_corrections = 3;

std::string rounded(double value, int digits) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

/// "lower 0.94 < 0.97": with as many digits as it takes to tell the two apart.
std::string compared(double lower, double target) {
    constexpr int most_digits = 6;
    int digits = 2;
    while (digits < most_digits && rounded(lower, digits) == rounded(target, digits)) {
        ++digits;
    }
    return "lower " + rounded(lower, digits) + (lower >= target ? " >= " : " < ") +
           rounded(target, digits);
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
        decision.reason = compared(decision.lower, policy.target_precision);
    }
    return decision;
}

} // namespace domain::learning
