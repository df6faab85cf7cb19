#pragma once

#include "app/usecase/lessons.hpp"
#include "app/usecase/sync.hpp"
#include "app/usecase/trained_model.hpp"
#include "app/usecase/world.hpp"
#include "domain/evaluation/scorecard.hpp"
#include "domain/evaluation/stages.hpp"

#include <cstdint>
#include <vector>

namespace usecase {

struct LearnOptions {
    LessonOptions lessons;
    domain::learning::GatePolicy gate;
    domain::Bytes text_bytes = default_text_bytes; ///< Read of each text at most.
};

/// One label as `learn` reports it.
struct LearnedLabel {
    domain::learning::LabelRecord record;
    domain::learning::GateDecision gate;
};

struct LearnReport {
    std::uint64_t version = 0;
    LessonCount count;
    std::vector<LearnedLabel> labels; ///< By name.
    domain::evaluation::Scorecard scorecard;
    /// How much of new mail the next sync reads, where the user leaves it to the model.
    domain::evaluation::Stage reads = domain::evaluation::Stage::text_of_all;
    /// What reading less would have done; of `evaluate` only, and only when texts were read.
    std::vector<domain::evaluation::StageFigures> stages;
};

/// Learns the cache anew, oldest first, and saves the model as a new version. On the way each
/// message is predicted before it is learned: that test sets the gates.
ports::Result<LearnReport> learn(const World& world, const LearnOptions& options);

/// The same test without saving anything.
ports::Result<LearnReport> evaluate(const World& world, const LearnOptions& options);

} // namespace usecase
