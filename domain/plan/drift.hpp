#pragma once

#include "domain/plan/plan.hpp"

#include <optional>
#include <string>

namespace domain::plan {

/// What to do with an entry, now that the message's labels are known again.
struct Drift {
    enum class Kind : unsigned char {
        apply,        ///< Send `remaining`.
        already_done, ///< The message is as planned.
        changed,      ///< Someone changed its labels since: leave it, say `why`.
    };

    Kind kind = Kind::apply;
    Change remaining; ///< Empty unless `apply`; less than planned when a killed run got half way.
    std::string why;  ///< "Travel was added since".
};

/// Compares the labels that the plan was made from with today's. \Important, \Sent and \Muted are
/// Gmail's to change and do not count. A message that the journal settled already is not to be
/// asked about again: the user may have taken the change back.
Drift check_drift(const Entry& entry, const LabelSet& current);

} // namespace domain::plan
