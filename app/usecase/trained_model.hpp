#pragma once

#include "app/usecase/corrections.hpp"
#include "app/usecase/world.hpp"
#include "domain/classify/suggestion.hpp"
#include "domain/evaluation/scorecard.hpp"
#include "domain/evaluation/stages.hpp"
#include "domain/learning/gate.hpp"
#include "domain/learning/model.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usecase {

/// A model with what its time-ordered test says of each label: what the store keeps as one version.
struct TrainedModel {
    domain::learning::Model model;
    std::vector<domain::learning::LabelRecord> records;
    /// How much of new mail is worth reading, by the same test.
    domain::evaluation::Stage reads = domain::evaluation::Stage::text_of_all;
    std::uint64_t version = 0;     ///< Given by the store.
    std::uint64_t fingerprint = 0; ///< Of its bytes: what a plan was made with.

    /// "m14", as reasons and reports call it.
    [[nodiscard]] std::string name() const;

    [[nodiscard]] std::string encode() const;
    /// Nothing when the bytes are of another version of this program.
    static std::optional<TrainedModel> decode(std::string_view bytes);
    /// Its `reads` alone, for which little is decoded.
    static std::optional<domain::evaluation::Stage> decode_reads(std::string_view bytes);
};

/// The current model; nothing when none was learned yet, or when its version is not readable any
/// more (relearning needs no download).
ports::Result<std::optional<TrainedModel>> current_model(ports::ModelStore& models);
/// Its fingerprint alone; 0 when there is none.
ports::Result<std::uint64_t> current_fingerprint(ports::ModelStore& models);

/// A record for each label that was learned: examples from the model, decisions from the test,
/// corrections from the journal.
std::vector<domain::learning::LabelRecord> tested_records(
    const domain::learning::Model& model,
    std::span<const domain::evaluation::Outcome> outcomes,
    const Tracks& tracks,
    double limit
);

using Gates = std::map<domain::Label, domain::learning::GateDecision>;
Gates gates(const TrainedModel& model, const domain::learning::GatePolicy& policy);

} // namespace usecase
