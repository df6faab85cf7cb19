#pragma once

#include "app/usecase/world.hpp"
#include "domain/mail/ids.hpp"
#include "ports/journal.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace usecase {

/// What the journal says about earlier runs of one plan.
struct PlanHistory {
    std::optional<ports::RunId> open; ///< A run of it that was ended from outside.
    std::set<domain::MessageId> done; ///< Settled as planned; never asked about again.
    bool first_ever = true;           ///< No run of any plan has come to its end yet.
};

ports::Result<PlanHistory> history_of(ports::Journal& journal, const std::string& plan);

} // namespace usecase
