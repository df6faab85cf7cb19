#pragma once

#include "app/usecase/world.hpp"
#include "domain/rules/evaluate.hpp"

namespace usecase {

/// Fills in whom the user writes to, from the sent mail in the cache: contacts are everyone ever
/// written to, replied-to those who were answered.
ports::Result<void> fill_address_books(const World& world, domain::rules::QueryContext& context);

} // namespace usecase
