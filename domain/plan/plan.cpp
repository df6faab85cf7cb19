#include "domain/plan/plan.hpp"

#include <algorithm>

namespace domain::plan {

std::optional<std::string> mismatch(const Basis& planned, const Basis& current) {
    if (planned.account != current.account) {
        return "the plan was made for " + planned.account + ", not for " + current.account;
    }
    if (planned.uid_validity != current.uid_validity) {
        return "the server has renumbered the mailbox since the plan was made (UIDVALIDITY)";
    }
    if (planned.rules != current.rules) {
        return "the rules changed since the plan was made";
    }
    if (planned.model != current.model) {
        return "the model changed since the plan was made";
    }
    return std::nullopt;
}

std::optional<std::string> entry_problem(const Entry& entry) {
    const LabelEdit& edit = entry.change.edit;
    if (entry.change.id.value.empty()) {
        return "it names no message";
    }
    if (const auto place = untouchable_place(entry.before)) {
        return "the message is in " + std::string{*place} + ", which is never touched";
    }
    if (edit.empty()) {
        return "it changes nothing";
    }
    if (auto problem = edit_problem(edit)) {
        return problem;
    }
    const auto is_there = [&entry](const Label& label) { return has_label(entry.before, label); };
    const auto present = std::ranges::find_if(edit.add, is_there);
    if (present != edit.add.end()) {
        return "it adds \"" + present->name + "\", which is there already";
    }
    const auto absent = std::ranges::find_if_not(edit.remove, is_there);
    if (absent != edit.remove.end()) {
        return "it removes \"" + absent->name + "\", which is not there";
    }
    return std::nullopt;
}

} // namespace domain::plan
