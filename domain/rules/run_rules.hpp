#pragma once

#include "domain/rules/evaluate.hpp"
#include "domain/rules/rule.hpp"

#include <optional>
#include <string>
#include <vector>

namespace domain::rules {

enum class RuleStatus : unsigned char {
    fired,
    no_match,
    held_back,   ///< `when` matches, and so does `unless`.
    waiting,     ///< It matches, but the message is younger than `after`.
    undecided,   ///< A part of the message that is not known would decide.
    not_reached, ///< An earlier rule stopped.
};

/// What became of one rule for one message.
struct RuleStep {
    std::string rule;
    RuleStatus status = RuleStatus::no_match;
    LabelEdit edit;                 ///< What it changed, after guards and earlier rules; no no-ops.
    std::string why;                ///< In words; only when the run was asked to explain.
    std::string kept_by;            ///< The guard that kept the message in the inbox.
    std::optional<Timestamp> due;   ///< When a waiting rule may act.
    std::optional<Evidence> needed; ///< What would decide an undecided one.
};

/// What all rules together do to one message.
struct RuleRun {
    std::vector<RuleStep> steps; ///< One for each rule, in order.
    LabelSet labels;             ///< As the rules that fired leave them.
    LabelSet uncertain;          ///< Labels that an undecided rule may yet change.
    LabelEdit edit;              ///< What is certain: from the message's labels to `labels`.
    LabelSet refused; ///< Labels that rules removed or wanted gone: not for the model to add.
    Truth stopped = Truth::no;      ///< Whether a rule with `stop` matched.
    std::optional<Evidence> needed; ///< The cheapest part that would decide an undecided rule.
};

enum class Detail : unsigned char { decisions, explained };

/// Runs the rules in order over a simulation of the message: each sees the labels that the ones
/// before it left. Guards veto archiving. Nothing is changed.
RuleRun run_rules(
    const RuleSet& rules,
    const Message& message,
    const QueryContext& context,
    Detail detail = Detail::decisions
);

} // namespace domain::rules
