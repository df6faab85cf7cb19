#pragma once

#include "domain/plan/change.hpp"

#include <string>

namespace domain::plan {

/// What is left to take back of a change that was made.
struct UndoStep {
    Change change;            ///< May be empty.
    LabelEdit kept;           ///< Parts that the user changed again since: theirs stays.
    std::string out_of_reach; ///< "Trash" when the message is there now; then `change` is empty.
};

/// Takes back label by label what still is as the change left it; later edits by hand win. `done`
/// is what was really changed, as the journal has it.
UndoStep plan_undo(const Change& done, const LabelSet& current);

} // namespace domain::plan
