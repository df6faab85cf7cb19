#pragma once

#include "app/usecase/folders.hpp"
#include "app/usecase/world.hpp"
#include "domain/evaluation/stages.hpp"
#include "domain/learning/features.hpp"
#include "domain/learning/gate.hpp"
#include "ports/mail_store.hpp"
#include "ports/state_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usecase {

/// The default of learn.body_bytes: what a person reads before filing a message fits in it.
inline constexpr domain::Bytes default_text_bytes{4096};

struct SyncOptions {
    WorkingFolder folder;
    domain::Bytes text_bytes = default_text_bytes; ///< Of each text that is read; 0: none is.
    /// Which texts are read; nothing: as the model's test has picked.
    std::optional<domain::evaluation::Stage> stage;
    /// How sure the model must be of a message for its text to stay unread.
    double decided_from = domain::learning::GatePolicy{}.limit;
    domain::learning::Owner owner;
    std::optional<domain::Bytes> bytes_per_day;
    std::optional<std::uint64_t> limit; ///< At most so many new messages in a run.
    bool working_only = false;          ///< Leave the folders that only teach for another time.
    bool retry_parked = false;          ///< Ask again for what could not be delivered, due or not.
};

struct FolderReport {
    std::string folder;
    std::uint64_t fetched = 0;  ///< New to the cache.
    std::uint64_t texts = 0;    ///< Of these, with a second look at their text.
    std::uint64_t changed = 0;  ///< Labels or flags differ from what the cache held.
    std::uint64_t vanished = 0; ///< Forgotten, because the server has them no more.
    std::uint64_t exists = 0;
    bool rebuilt = false;              ///< UIDVALIDITY changed, so everything was read anew.
    bool complete = true;              ///< False when `limit` left older mail for the next run.
    std::vector<ports::Parked> parked; ///< What the server cannot deliver, now or earlier.
};

struct SyncReport {
    std::vector<FolderReport> folders; ///< The working folder first.
    ports::FolderState state;          ///< The working folder as it was opened; it is open still.
    ports::Transferred bytes;
    std::uint64_t cached = 0; ///< Messages in the cache afterwards.
};

/// Brings the cache up to date: what changed, what vanished, then what is new, newest first. Every
/// checkpoint is durable, so a run that is killed or stopped is continued by the next. Reads only.
ports::Result<SyncReport>
sync(ports::MailStore& mail, const World& world, const SyncOptions& options);

} // namespace usecase
