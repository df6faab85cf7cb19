#pragma once

#include "domain/classify/suggestion.hpp"
#include "domain/mail/label_edit.hpp"
#include "domain/mail/message.hpp"

#include <optional>
#include <string>
#include <vector>

namespace domain::classify {

enum class Source : unsigned char { rule, model };

/// Who wants a label changed.
struct Reason {
    Source source = Source::rule;
    std::string name;      ///< The rule's, or the model's.
    double confidence = 1; ///< The model's; 1 for a rule.

    bool operator==(const Reason&) const = default;
};

/// One label added or removed, and who wants it.
struct Action {
    Label label;
    bool adds = true;
    Reason reason;

    /// "rule receipts", "model Travel 0.994": as plans and the journal keep it.
    [[nodiscard]] std::string why() const;

    bool operator==(const Action&) const = default;
};

/// What is to be done with one message and why. Actions are certain: more evidence adds to them and
/// never takes one back.
struct Verdict {
    std::vector<Action> actions;
    std::vector<Suggestion> suggest_only; ///< The gate or the confidence does not let them act.
    bool unsure = false;            ///< The model has a candidate that only the user can confirm.
    bool undecided = false;         ///< A rule could not be decided from what is known.
    std::optional<Evidence> needed; ///< The cheapest part that would help.
    std::optional<std::string> protected_by;      ///< The guard that kept it in the inbox.
    std::vector<std::string> held_back_by_unless; ///< Rules.
    std::optional<Timestamp> due;            ///< When a waiting rule, or settled mail, can act.
    std::optional<std::string> out_of_scope; ///< "Trash" … : nothing is ever done there.

    [[nodiscard]] LabelEdit edit() const;
};

} // namespace domain::classify
