#pragma once

#include "ports/result.hpp"
#include "testserver/mailbox/account.hpp"
#include "testserver/program/options.hpp"

namespace testserver::program {

/// Fills the account from files or from the seed, as the options say.
ports::Result<void> load_mail(const Options& options, Account& account);

} // namespace testserver::program
