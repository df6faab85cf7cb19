#pragma once

#include "domain/mail/label.hpp"

#include <cstdint>
#include <string>

namespace domain::learning {

/// What the user asks for before a label may act on its own.
struct GatePolicy {
    std::uint32_t min_examples = 30;
    double target_precision = 0.97;
    double limit = 0.9; ///< Least confidence of a decision that counts.
};

/// What is known of one label's decisions: from the time-split test, and since then.
struct LabelRecord {
    Label label;
    std::uint32_t examples = 0;  ///< Messages that carry the label.
    std::uint32_t decided = 0;   ///< Decisions for it at or above the limit, in the test.
    std::uint32_t right = 0;     ///< Of these, the right ones.
    std::uint32_t acted = 0;     ///< Decisions that were applied and are old enough to judge.
    std::uint32_t corrected = 0; ///< Of these, the ones that the user took back.
};

enum class GateState : std::uint8_t { learning, suggest, act };

struct GateDecision {
    GateState state = GateState::learning;
    double precision = 0;
    double lower = 0;    ///< What the precision exceeds with 95 % confidence.
    bool broken = false; ///< Suggests only because of the user's corrections.
    std::string reason;  ///< "14 of 30 examples", "lower 0.91 < 0.97".
};

/// A label acts only while the lower bound of its precision clears the target; corrections count as
/// much as the test does, so a label that starts to be corrected is demoted.
GateDecision gate(const LabelRecord& record, const GatePolicy& policy);

} // namespace domain::learning
