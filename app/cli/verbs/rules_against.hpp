#pragma once

#include "ports/result.hpp"

namespace cli {

class Call;

/// `rules check --against OLD`: what the rules would have done to the mail in the cache that those
/// of the other file would not, and the other way round.
ports::Result<int> check_against(Call& call);

} // namespace cli
