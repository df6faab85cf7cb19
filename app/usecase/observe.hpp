#pragma once

#include "app/usecase/folders.hpp"
#include "app/usecase/plan_file.hpp"
#include "app/usecase/world.hpp"
#include "domain/plan/simulated_mailbox.hpp"
#include "ports/mail_store.hpp"

namespace usecase {

/// The labels of every message in the working folder, read from the server: what a plan's
/// prediction is compared with.
ports::Result<domain::plan::SimulatedMailbox>
observe(ports::MailStore& mail, const World& world, const WorkingFolder& folder);

/// The mailbox as the plan says that it will be.
ports::Result<domain::plan::SimulatedMailbox>
predicted(domain::plan::SimulatedMailbox before, const PlanFile& plan);

} // namespace usecase
