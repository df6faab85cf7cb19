#pragma once

#include "adapters/sqlite/statement.hpp"
#include "ports/journal.hpp"

#include <optional>

namespace sqlite {

/// The columns that `read_entry` reads, in its order.
inline constexpr std::string_view entry_columns =
    "id, run, message, folder, uid, added, removed, before, reason, digest, "
    "outcome, after, cause, outcome_digest";

/// Binds id, run, message, folder, uid, added, removed, before, reason, digest.
void bind_intent(Statement& insert, const ports::Intent& intent);
/// Binds outcome, after, cause, outcome_digest, and the id of the intent.
void bind_outcome(Statement& update, const ports::Outcome& outcome);
/// Nothing when the row is not what was written: a digest differs.
std::optional<ports::JournalEntry> read_entry(const Statement& row);

} // namespace sqlite
