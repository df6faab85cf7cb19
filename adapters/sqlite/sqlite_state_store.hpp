#pragma once

#include "adapters/sqlite/account_file.hpp"
#include "adapters/sqlite/database.hpp"
#include "ports/state_store.hpp"

#include <filesystem>
#include <memory>

namespace sqlite {

struct StateOptions {
    std::filesystem::path folder; ///< Made when it is not there.
    Account account;
    Access access = Access::write;
    FaultPoint fault_point = {}; ///< Empty but under fault injection.
};

/// Opens the state of an account, or makes it when there is none. Refused, and never mended by
/// making it anew: a state that another run holds, that is damaged, that a newer version wrote.
/// With Access::inspect no lock is taken, and `not_found` says that there is no state yet.
ports::Result<std::unique_ptr<ports::StateStore>> open_state(const StateOptions& options);

/// Where an account's state is.
std::filesystem::path state_file(const std::filesystem::path& folder, const Account& account);

} // namespace sqlite
