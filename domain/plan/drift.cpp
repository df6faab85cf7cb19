#include "domain/plan/drift.hpp"

#include <algorithm>
#include <array>

namespace domain::plan {

namespace {

/// Gmail sets these by itself; a plan does not go stale by them.
bool is_gmails_own(const Label& label) {
    const std::array own{important, sent, muted};
    return std::ranges::any_of(own, [&label](const Label& other) {
        return same_label(label.name, other.name);
    });
}

bool is_touched(const LabelEdit& edit, const Label& label) {
    return has_label(edit.add, label) || has_label(edit.remove, label);
}

/// The first label that is in `here`, not in `there`, and neither planned nor Gmail's own.
const Label* odd_label(const LabelSet& here, const LabelSet& there, const LabelEdit& planned) {
    const auto found = std::ranges::find_if(here, [&](const Label& label) {
        return !has_label(there, label) && !is_touched(planned, label) && !is_gmails_own(label);
    });
    return found == here.end() ? nullptr : &*found;
}

Change remaining(const Entry& entry, const LabelSet& current) {
    Change change{entry.change.id, {}};
    for (const Label& label : entry.change.edit.add) {
        if (!has_label(current, label)) {
            change.edit.add.insert(label);
        }
    }
    for (const Label& label : current) {
        if (has_label(entry.change.edit.remove, label)) {
            change.edit.remove.insert(label);
        }
    }
    return change;
}

} // namespace

Drift check_drift(const Entry& entry, const LabelSet& current) {
    using enum Drift::Kind;
    if (const auto place = untouchable_place(current)) {
        return {changed, {}, "it is in " + std::string{*place} + " now"};
    }
    Change left = remaining(entry, current);
    if (left.edit.empty()) {
        return {already_done, {}, {}};
    }
    const LabelEdit& planned = entry.change.edit;
    if (const Label* added = odd_label(current, entry.before, planned)) {
        return {changed, {}, added->name + " was added since"};
    }
    if (const Label* removed = odd_label(entry.before, current, planned)) {
        return {changed, {}, removed->name + " was removed since"};
    }
    return {apply, std::move(left), {}};
}

} // namespace domain::plan
