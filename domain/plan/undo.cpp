#include "domain/plan/undo.hpp"

namespace domain::plan {

UndoStep plan_undo(const Change& done, const LabelSet& current) {
    UndoStep step{Change{done.id, {}}, {}, {}};
    if (const auto place = untouchable_place(current)) {
        step.out_of_reach = std::string{*place};
        return step;
    }
    for (const Label& label : done.edit.add) {
        const bool still_there = has_label(current, label);
        (still_there ? step.change.edit.remove : step.kept.remove).insert(label);
    }
    for (const Label& label : done.edit.remove) {
        const bool still_gone = !has_label(current, label);
        (still_gone ? step.change.edit.add : step.kept.add).insert(label);
    }
    return step;
}

} // namespace domain::plan
