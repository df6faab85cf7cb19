#pragma once

#include "domain/rules/run_rules.hpp"

namespace domain::rules {

/// What a message says about its labels, besides which it has.
struct HandSet {
    LabelSet given; ///< User labels that the user put on it.
    LabelSet taken; ///< Labels that the user took off it again.
};

/// What two versions of the rules make of one message differently.
struct Difference {
    LabelSet added;   ///< Only the later version gives these labels …
    LabelSet removed; ///< … and only the earlier one these. \Inbox stands for "leaves it there".
    LabelSet contradicted;  ///< Of all these, where the user's own hand said otherwise.
    LabelSet confirmed;     ///< Of those added, the ones that the user gave it.
    bool undecided = false; ///< A part of the message that is not known may add to that.

    [[nodiscard]] bool empty() const { return added.empty() && removed.empty(); }
};

/// Plays two versions of the rules over mail as it came: in the inbox, and without the labels that
/// either of them gives or takes.
class BackTest {
public:
    /// Keeps references.
    BackTest(const RuleSet& before, const RuleSet& after, const QueryContext& context);

    [[nodiscard]] Difference compare(const Message& message, const HandSet& hand) const;

private:
    [[nodiscard]] Message as_it_came(Message message) const;

    const RuleSet& before_;
    const RuleSet& after_;
    const QueryContext& context_;
    LabelSet touched_; ///< By a rule of either version.
};

} // namespace domain::rules
