#pragma once

#include "app/usecase/lessons.hpp"
#include "app/usecase/world.hpp"
#include "domain/learning/gate.hpp"
#include "domain/rules/evaluate.hpp"
#include "domain/suggest/suggest.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace usecase {

struct SuggestRulesOptions {
    LessonOptions lessons;
    domain::learning::GatePolicy gate; ///< Its target is the rules' floor, its examples the least.
    domain::rules::QueryContext context;
    std::optional<domain::Label> label; ///< Only this one.
};

/// A label with too little mail to look for rules.
struct TooFew {
    domain::Label label;
    std::uint64_t messages = 0;
};

struct SuggestRulesReport {
    std::uint64_t older = 0;                         ///< Messages that rules were found in …
    std::uint64_t newer = 0;                         ///< … and that they were measured on.
    std::uint64_t left_out = 0;                      ///< Older still: more than are looked at.
    std::optional<domain::Timestamp> cut;            ///< When the first of the newer ones came.
    std::vector<domain::suggest::LabelRules> labels; ///< By name.
    std::vector<TooFew> too_few;
};

/// Rules in search words for the labels that were learned, from the cache alone: found in the older
/// seven tenths of the mail, measured on the newer three. Mail without a label counts against a
/// rule, unless the model would give it the label by itself: then nobody decided yet.
ports::Result<SuggestRulesReport>
suggest_rules(const World& world, const SuggestRulesOptions& options);

} // namespace usecase
