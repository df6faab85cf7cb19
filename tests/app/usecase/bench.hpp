#pragma once

#include "adapters/memory/manual_clock.hpp"
#include "adapters/memory/memory_mail_store.hpp"
#include "adapters/memory/memory_state_store.hpp"
#include "adapters/memory/recording_reporter.hpp"
#include "app/usecase/apply.hpp"
#include "app/usecase/learn.hpp"
#include "app/usecase/plan.hpp"
#include "app/usecase/sync.hpp"
#include "app/usecase/world.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace usecase {

inline constexpr const char* all_mail = "[Gmail]/All Mail";

inline domain::LabelSet labels(std::initializer_list<const char*> names) {
    domain::LabelSet set;
    for (const auto* name : names) {
        set.insert({name});
    }
    return set;
}

/// A message as a test describes it.
struct Letter {
    std::string from = "desk@air.example";
    std::string subject = "Your trip";
    domain::LabelSet labels{};
    std::string text = "Dear traveller";
    std::optional<domain::Timestamp> received{}; ///< Else long ago.
};

/// The world of a use case, in memory: one mailbox with an \All folder, and an empty state.
class Bench {
public:
    explicit Bench(ports::StoreTraits traits = memory::gmail_traits());

    /// Each letter is a minute younger than the one before.
    ports::Uid put(Letter letter);
    [[nodiscard]] domain::LabelSet labels_of(ports::Uid uid) const;

    [[nodiscard]] World world() { return {state, clock, reporter, stop.get_token()}; }

    /// A rule "from:HOST" that adds the label, and archives when asked to.
    static PlanOptions
    with_rule(std::string_view query, std::string_view label, bool archive = false);

    /// Expect success; a failure ends the test with its sentence.
    SyncReport sync_now(const SyncOptions& options = {});
    PlanReport plan_now(const PlanOptions& options);
    ports::Result<ApplyReport> apply_now(const PlanReport& plan, ApplyOptions options = {});
    [[nodiscard]] std::map<std::uint32_t, domain::LabelSet> all_labels() const;

    memory::MemoryMailStore mail;
    memory::MemoryStateStore state;
    memory::ManualClock clock;
    memory::RecordingReporter reporter;
    std::stop_source stop;

private:
    unsigned letters_ = 0;
};

/// Two kinds of mail that any learner can tell apart: Travel and Receipts.
void fill(Bench& bench, unsigned pairs);

/// One that so few messages can pass.
inline constexpr domain::learning::GatePolicy eager_gate{
    .min_examples = 20, .target_precision = 0.9, .limit = 0.8
};

/// The options that let a whole plan be applied at once.
ApplyOptions everything(const PlanReport& plan);

} // namespace usecase
