#pragma once

#include "app/usecase/apply.hpp"
#include "app/usecase/plan.hpp"
#include "app/usecase/sync.hpp"
#include "app/usecase/world.hpp"
#include "domain/plan/breaker.hpp"
#include "domain/plan/plan.hpp"
#include "ports/mail_store.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

namespace usecase {

struct WatchOptions {
    SyncOptions sync;
    PlanOptions plan;
    ApplyOptions apply;
    bool act = false; ///< Apply what is planned; else only say it.
    domain::plan::BreakerLimits limits;
    /// However quiet the server is, the folder is compared with the cache so often.
    std::chrono::seconds reconcile{std::chrono::minutes{15}};
    std::optional<std::chrono::seconds> length; ///< It ends by itself after so long.
    /// Waits outside a connection, until then or until the stop.
    std::function<void(ports::Clock::Monotonic, const std::stop_token&)> sleep;
};

/// Mail that was not in the cache came, or known mail changed.
struct Noticed {
    std::uint64_t fresh = 0;
    std::uint64_t changed = 0;
};

/// One message was judged.
struct Judged {
    enum class Fate : unsigned char { suggested, applied, left_alone };

    Fate fate = Fate::suggested;
    domain::plan::Entry entry;
    std::string plan;     ///< Its id.
    ports::RunId run;     ///< Of what was applied.
    std::string why_left; ///< Of what was left alone.
};

/// From here on only suggestions: for one label, or for all.
struct Tripped {
    std::optional<domain::Label> label;
    std::string why;
};

using WatchNews = std::variant<Noticed, Judged, Tripped>;
using WatchSink = std::function<void(const WatchNews&)>;

/// What a watch that ended by itself did.
struct WatchReport {
    std::uint64_t fresh = 0;
    std::uint64_t suggested = 0;
    std::uint64_t applied = 0;
    std::uint64_t left_alone = 0;
    std::uint64_t rounds = 0;
    ports::Transferred bytes;
};

/// Stays with the mailbox: waits for news, synchronises, plans what is new since the last watch,
/// and applies it when asked to. Each message is judged once its mail has settled; what was once
/// done to it, and is not there any more, the user took back, and it is not done again. A round
/// that fails for a reason that passes is tried again, for ever; others end the watch.
ports::Result<WatchReport> watch(
    ports::MailStore& mail, const World& world, const WatchOptions& options, const WatchSink& sink
);

} // namespace usecase
