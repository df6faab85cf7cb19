#include "domain/classify/classify.hpp"

#include <ranges>

#include <algorithm>
#include <iterator>

namespace domain::classify {

namespace {

using rules::RuleRun;
using rules::RuleStatus;
using rules::RuleStep;
using rules::Truth;

std::optional<Evidence> cheaper(std::optional<Evidence> left, std::optional<Evidence> right) {
    return left && right ? std::min(left, right) : std::max(left, right);
}

/// The last rule that made this change is the one that stands.
Reason reason_for(const Label& label, bool adds, const RuleRun& run) {
    const auto made_it = [&](const RuleStep& step) {
        return has_label(adds ? step.edit.add : step.edit.remove, label);
    };
    const auto last = std::find_if(run.steps.rbegin(), run.steps.rend(), made_it);
    return {Source::rule, last == run.steps.rend() ? "" : last->rule, 1};
}

void take_rules(const RuleRun& run, Verdict& verdict) {
    for (const Label& label : run.edit.add) {
        verdict.actions.push_back({label, true, reason_for(label, true, run)});
    }
    for (const Label& label : run.edit.remove) {
        verdict.actions.push_back({label, false, reason_for(label, false, run)});
    }
    for (const RuleStep& step : run.steps) {
        if (step.status == RuleStatus::held_back) {
            verdict.held_back_by_unless.push_back(step.rule);
        }
        if (!step.kept_by.empty() && !verdict.protected_by) {
            verdict.protected_by = step.kept_by;
        }
        if (step.due) {
            verdict.due = verdict.due ? std::min(*verdict.due, *step.due) : *step.due;
        }
        verdict.undecided =
            verdict.undecided || step.status == RuleStatus::undecided || step.needed.has_value();
    }
    verdict.needed = run.needed;
}

/// Whether the rules left the label to the model.
bool is_open(const Label& label, const RuleRun& run) {
    return !has_label(run.labels, label) && !has_label(run.uncertain, label) &&
           !has_label(run.refused, label);
}

void take_suggestion(
    const Suggestion& suggestion,
    bool may_act,
    const Opinion& opinion,
    const Policy& policy,
    Verdict& verdict
) {
    const bool confident = suggestion.confidence >= policy.acts_from;
    // A keyword "spam" is a label like another on other servers, and yet nothing that a plan gives.
    const bool can_be_given = !user_label_problem(suggestion.label.name);
    if (suggestion.gate == GateState::acts && confident && may_act && can_be_given) {
        const Reason reason{Source::model, opinion.model, suggestion.confidence};
        verdict.actions.push_back({suggestion.label, true, reason});
    } else if (suggestion.confidence >= policy.unsure_from) {
        verdict.suggest_only.push_back(suggestion);
        verdict.unsure = verdict.unsure || (suggestion.gate == GateState::acts && !confident);
    }
}

void take_model(
    const RuleRun& run, const Opinion& opinion, const Policy& policy, Verdict& verdict
) {
    const std::size_t before = verdict.actions.size();
    for (const Suggestion& suggestion : opinion.ranked) {
        const bool trained = suggestion.gate != GateState::learning;
        if (trained && !suggestion.label.is_system() && is_open(suggestion.label, run)) {
            take_suggestion(suggestion, run.stopped == Truth::no, opinion, policy, verdict);
        }
    }
    if (verdict.actions.size() == before) {
        verdict.needed = cheaper(verdict.needed, opinion.needed);
    }
}

} // namespace

Verdict classify(
    const Message& message,
    const RuleRun& run,
    const Opinion& opinion,
    const Policy& policy,
    Timestamp now
) {
    Verdict verdict;
    if (const auto place = untouchable_place(message.labels)) {
        verdict.out_of_scope = std::string{*place};
        return verdict;
    }
    if (now < message.received + policy.settle) {
        verdict.due = message.received + policy.settle;
        return verdict;
    }
    take_rules(run, verdict);
    if (run.stopped != Truth::yes) {
        take_model(run, opinion, policy, verdict);
    }
    return verdict;
}

} // namespace domain::classify
