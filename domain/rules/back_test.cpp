#include "domain/rules/back_test.hpp"

#include <algorithm>
#include <utility>

namespace domain::rules {

namespace {

/// What the rules want of a message for certain.
struct Wanted {
    LabelSet given; ///< With \Inbox when it stays there.
    LabelSet gone;  ///< User labels that they take off.
    bool undecided = false;
};

Wanted wanted(const RuleSet& rules, const Message& message, const QueryContext& context) {
    const auto run = run_rules(rules, message, context);
    Wanted result;
    result.given = run.edit.add;
    if (has_label(run.labels, inbox)) {
        result.given.insert(inbox);
    }
    result.gone = user_labels(run.refused);
    result.undecided = !run.uncertain.empty() || run.stopped == Truth::unknown;
    return result;
}

LabelSet without(const LabelSet& labels, const LabelSet& others) {
    LabelSet rest;
    for (const auto& label : labels) {
        if (!has_label(others, label)) {
            rest.insert(label);
        }
    }
    return rest;
}

/// A label is wrong on mail that the user took it from, or sorted under other labels only.
bool speaks_against(const HandSet& hand, const Label& label) {
    return !label.is_system() && !has_label(hand.given, label) &&
           (has_label(hand.taken, label) || !hand.given.empty());
}

} // namespace

BackTest::BackTest(const RuleSet& before, const RuleSet& after, const QueryContext& context)
    : before_(before), after_(after), context_(context) {
    for (const auto* const rules : {&before, &after}) {
        for (const auto& rule : rules->rules) {
            touched_.insert(rule.edit.add.begin(), rule.edit.add.end());
            touched_.insert(rule.edit.remove.begin(), rule.edit.remove.end());
        }
    }
}

Message BackTest::as_it_came(Message message) const {
    for (const auto& label : touched_) {
        erase_label(message.labels, label);
    }
    message.labels.insert(inbox);
    return message;
}

Difference BackTest::compare(const Message& message, const HandSet& hand) const {
    const auto came = as_it_came(message);
    const auto before = wanted(before_, came, context_);
    const auto after = wanted(after_, came, context_);
    Difference result;
    result.added = without(after.given, before.given);
    result.removed = without(before.given, after.given);
    result.undecided = before.undecided || after.undecided;
    for (const auto& label : result.added) {
        if (has_label(hand.given, label)) {
            result.confirmed.insert(label);
        } else if (speaks_against(hand, label)) {
            result.contradicted.insert(label);
        }
    }
    for (const auto& label : result.removed) {
        if (has_label(hand.given, label)) {
            result.contradicted.insert(label);
        }
    }
    // A label taken off for good is not given by either, and so is no difference of the above.
    for (const auto& label : without(after.gone, before.gone)) {
        if (has_label(hand.given, label)) {
            result.removed.insert(label);
            result.contradicted.insert(label);
        }
    }
    return result;
}

} // namespace domain::rules
