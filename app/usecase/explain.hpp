#pragma once

#include "app/usecase/look_alikes.hpp"
#include "app/usecase/plan.hpp"
#include "app/usecase/world.hpp"
#include "domain/classify/verdict.hpp"
#include "domain/learning/model.hpp"
#include "domain/rules/run_rules.hpp"
#include "ports/journal.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usecase {

/// One part of a label's score, in words.
struct Weight {
    double amount = 0;
    std::string field; ///< "subject", "from" …
    std::string token; ///< "itinerary"; empty when only its hash is known.
};

/// What the model would say if a part of the message told it nothing.
struct Counterfactual {
    std::string without; ///< "the sender".
    domain::Label label; ///< Would be first; an empty name: none.
    double confidence = 0;
    bool flips = false; ///< Another label, or the other side of the limit to act.
};

/// What one field of the message adds to a label's score.
struct FieldWeight {
    std::string field;
    double amount = 0;
    std::size_t parts = 0;
    std::vector<Weight> strongest; ///< Some of them, of either sign.
};

struct ExplainReport {
    ports::CachedMessage cached;
    domain::rules::RuleRun rules;
    domain::classify::Verdict verdict;
    std::string model; ///< "m14"; empty when none was learned yet.
    std::vector<domain::learning::LabelScore> ranked;
    double confidence = 0; ///< That the first of them is right.
    domain::Label explained;
    double score = 0;                ///< Of `explained`.
    std::vector<FieldWeight> fields; ///< They sum to the score; the largest first, of either sign.
    std::vector<Counterfactual> counterfactuals;
    Gates gates;
    std::vector<ports::JournalEntry> history;
    std::vector<LookAlike> look_alikes;
};

/// Why a message is labelled as it is, or would be: every rule with its reason, the model's parts,
/// what was done before, and its nearest relatives. Works on the cache alone. With `mail`, the
/// words of the text can be named too; without, features that came from it are told by their field.
ports::Result<ExplainReport> explain(
    ports::MailStore* mail, const World& world, std::string_view name, const PlanOptions& options
);

/// The ids of the newest messages that a run changed, for `explain --last N`.
ports::Result<std::vector<domain::MessageId>> last_changed(const World& world, std::size_t count);

} // namespace usecase
