#pragma once

#include "adapters/sqlite/database.hpp"
#include "ports/result.hpp"

#include <span>

namespace sqlite {

/// "GmCl", in the header of our files (PRAGMA application_id): another program's database is told
/// from ours before anything is read.
inline constexpr std::int64_t application_id = 0x476d436c;

/// One step of the schema: from the version of its place in the table to the next. A step that was
/// released is never edited; a change is a new step at the end.
struct Migration {
    const char* what;
    const char* sql;
};

std::span<const Migration> migrations();

/// Brings a file to the last version, in one transaction; refuses a file of a newer version, or of
/// another program. An empty file is at version 0.
ports::Result<void> migrate(Database& database, std::span<const Migration> steps = migrations());

/// Refuses a file that `migrate` would have to change.
ports::Result<void> expect_current(Database& database);

} // namespace sqlite
