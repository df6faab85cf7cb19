#pragma once

#include "app/usecase/apply.hpp"
#include "app/usecase/folders.hpp"
#include "app/usecase/label_writer.hpp"
#include "app/usecase/world.hpp"
#include "ports/mail_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usecase {

/// Which changes are taken back: of one run, and there only those that fit.
struct UndoChoice {
    std::optional<ports::RunId> run; ///< None: the last run of `apply`.
    std::string rule;                ///< Only what that rule did.
    std::string label;               ///< Only that label's changes.
    std::string message;             ///< Only that message (see message_ids.hpp for its forms).
};

struct UndoOptions {
    UndoChoice choice;
    WorkingFolder folder;
    std::optional<domain::Bytes> bytes_per_day;
    bool dry_run = false; ///< Counts, sends nothing.
};

struct UndoReport {
    ports::RunId of;           ///< The run that was undone.
    ports::RunId run;          ///< The undo's own run; 0 in a dry run.
    std::uint64_t changes = 0; ///< Messages that the run had changed (and that were chosen).
    std::uint64_t done = 0;
    std::uint64_t nothing = 0; ///< Held no trace of the change any more.
    std::uint64_t kept = 0;    ///< In part or whole as the user changed it since.
    std::uint64_t skipped = 0; ///< Gone, or in Trash or Spam.
    std::uint64_t failed = 0;
    std::uint64_t corrections = 0; ///< Labels taken back that the learner will hear of.
    Recovered recovered;
    std::vector<LeftAlone> named;
    ports::Transferred bytes;
};

/// Takes back, label by label, what a run did and what still is as it left it: later changes by
/// hand stay. It is a run of its own in the journal; what it takes back teaches at the next
/// `learn`.
ports::Result<UndoReport>
undo(ports::MailStore& mail, const World& world, const UndoOptions& options);

} // namespace usecase
