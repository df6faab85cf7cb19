#pragma once

#include "domain/classify/verdict.hpp"
#include "domain/rules/run_rules.hpp"

#include <chrono>

namespace domain::classify {

/// The user's limits on what acts by itself.
struct Policy {
    double acts_from = 0.9;         ///< A model's label acts from this confidence on.
    double unsure_from = 0.5;       ///< Below it a candidate is not worth asking about.
    std::chrono::seconds settle{0}; ///< Younger mail is left alone: Gmail may still sort it.
};

/// Combines the rules' run and the model's opinion. Rules come first: the model adds no label that
/// a rule removed, none after a rule that stops, and it never archives.
Verdict classify(
    const Message& message,
    const rules::RuleRun& run,
    const Opinion& opinion,
    const Policy& policy,
    Timestamp now
);

} // namespace domain::classify
