#pragma once

#include "app/usecase/plan.hpp"
#include "app/usecase/replay.hpp"
#include "domain/classify/verdict.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace usecase {

/// What would be done with one message of a file.
struct ReplayDecision {
    domain::MessageId id;
    std::string sender;
    std::string subject;
    domain::classify::Verdict verdict;
};

using DecisionSink = std::function<ports::Result<void>(const ReplayDecision&)>;

struct ReplayPlanReport {
    std::uint64_t messages = 0;
    std::uint64_t lessons = 0; ///< Messages that carry a label.
    std::uint64_t changed = 0; ///< Messages that something would be done with.
};

/// Learns the labelled mail of a file, then says of each message what rules and model would do.
/// The file is read twice.
ports::Result<ReplayPlanReport> replay_plan(
    const MailSource& mail, const World& world, const PlanOptions& options, const DecisionSink& sink
);

} // namespace usecase
