#include "app/usecase/plan.hpp"

#include "app/usecase/address_books.hpp"
#include "app/usecase/byte_meter.hpp"
#include "app/usecase/cached.hpp"
#include "app/usecase/decide.hpp"
#include "app/usecase/plan_builder.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace usecase {

using ports::Result;
using ports::Uid;

namespace {

// Progress is for people: a line a thousand messages is plenty.
constexpr std::uint64_t progress_step = 1000;

class Planning {
public:
    Planning(ports::MailStore* mail, const World& world, const PlanOptions& options)
        : mail_(mail), world_(world), options_(options), context_(options.context) {
        context_.now = world.clock.wall();
        if (mail != nullptr) {
            meter_.emplace(*mail, world, options.bytes_per_day);
        }
    }

    Result<PlanReport> run();

private:
    Result<void> prepare();
    Result<void> choose_folder();
    Result<void> walk_cache();
    Result<void> look_at(const ports::CachedMessage& cached);
    Result<void> fetch_undecided();
    Result<void> look_closer(const ports::StoredMessage& stored);
    void add(ports::Uid uid, const domain::Message& message, domain::classify::Verdict verdict);
    void progress();
    Result<PlanReport> finish();

    ports::MailStore* mail_;
    const World& world_;
    const PlanOptions& options_;
    domain::rules::QueryContext context_;
    std::optional<ByteMeter> meter_;
    std::string folder_;
    std::uint32_t uid_validity_ = 0;
    std::optional<TrainedModel> trained_;
    Gates gates_;
    std::optional<Decider> decider_;
    std::optional<PlanBuilder> builder_;
    ports::FetchRequest undecided_; ///< A closer look would help.
    std::vector<Uid> waiting_;
    std::optional<domain::Timestamp> next_due_;
    std::uint64_t looked_at_ = 0;
    std::uint64_t total_ = 0;
};

Result<PlanReport> Planning::run() {
    if (auto prepared = prepare(); !prepared) {
        return ports::fail(std::move(prepared).error());
    }
    if (auto walked = walk_cache(); !walked) {
        return ports::fail(std::move(walked).error());
    }
    if (auto fetched = fetch_undecided(); !fetched) {
        return ports::fail(std::move(fetched).error());
    }
    return finish();
}

Result<void> Planning::prepare() {
    if (auto chosen = choose_folder(); !chosen) {
        return chosen;
    }
    if (options_.use_model) {
        auto trained = current_model(world_.state.models());
        if (!trained) {
            return ports::fail(std::move(trained).error());
        }
        trained_ = *std::move(trained);
    }
    if (trained_) {
        gates_ = gates(*trained_, options_.gate);
    }
    if (!options_.rules.guards.empty()) {
        if (auto filled = fill_address_books(world_, context_); !filled) {
            return filled;
        }
    }
    const auto counts = world_.state.messages().label_counts();
    const auto total = world_.state.messages().count();
    if (!counts || !total) {
        return ports::fail(counts ? total.error() : counts.error());
    }
    total_ = *total;
    decider_.emplace(
        Decider{options_.rules, context_, trained_ ? &*trained_ : nullptr, gates_, options_.policy}
    );
    const domain::plan::Basis basis{
        options_.account,
        uid_validity_,
        domain::rules::fingerprint(options_.rules),
        trained_ ? trained_->fingerprint : 0
    };
    auto id = fresh_plan_id(world_.state.plans(), basis, options_.scope_text, context_.now);
    if (!id) {
        return ports::fail(std::move(id).error());
    }
    builder_.emplace(
        domain::plan::PlanHead{*std::move(id), context_.now, basis, options_.scope_text}, *counts
    );
    return {};
}

Result<void> Planning::choose_folder() {
    auto& cache = world_.state.messages();
    auto folder = cached_working_folder(cache, options_.folder);
    if (!folder) {
        return ports::fail(std::move(folder).error());
    }
    folder_ = *std::move(folder);
    const auto cursor = cache.cursor(folder_);
    if (!cursor) {
        return ports::fail(cursor.error());
    }
    uid_validity_ = *cursor ? (*cursor)->uid_validity : 0;
    return {};
}

Result<void> Planning::walk_cache() {
    const auto look = [this](const ports::CachedMessage& cached) -> Result<void> {
        if (world_.stop.stop_requested()) {
            return interrupted();
        }
        return cached.folder == folder_ ? look_at(cached) : Result<void>{};
    };
    auto& cache = world_.state.messages();
    if (options_.only.empty()) {
        return cache.for_each(ports::Order::newest_first, look);
    }
    for (const auto& uids : options_.only) {
        if (auto walked = cache.for_each_in(folder_, uids, look); !walked) {
            return walked;
        }
    }
    return {};
}

Result<void> Planning::look_at(const ports::CachedMessage& cached) {
    progress();
    const auto& message = cached.message;
    if (options_.scope &&
        domain::rules::evaluate(*options_.scope, message, context_) == domain::rules::Truth::no) {
        return {};
    }
    auto verdict = decider_->decide(message, cached.features);
    if (mail_ != nullptr && verdict.needed && worth_a_closer_look(verdict)) {
        undecided_.uids.push_back(cached.uid);
        undecided_.known.emplace(cached.uid, message.id);
        return {};
    }
    add(cached.uid, message, std::move(verdict));
    return {};
}

void Planning::add(Uid uid, const domain::Message& message, domain::classify::Verdict verdict) {
    if (verdict.due) {
        waiting_.push_back(uid);
        next_due_ = std::min(next_due_.value_or(*verdict.due), *verdict.due);
    }
    if (options_.revise) {
        options_.revise(message.id, verdict.actions);
    }
    builder_->add(message, verdict);
}

Result<void> Planning::fetch_undecided() {
    if (undecided_.uids.empty()) {
        return {};
    }
    if (auto opened = mail_->open(folder_, ports::Access::read, world_.stop); !opened) {
        return ports::fail(std::move(opened).error());
    }
    undecided_.headers = true;
    undecided_.text = rule_text_bytes;
    auto fetched = mail_->fetch(
        undecided_,
        [this](const ports::StoredMessage& stored) { return look_closer(stored); },
        world_.stop
    );
    if (!fetched) {
        return fetched;
    }
    return meter_->settle();
}

Result<void> Planning::look_closer(const ports::StoredMessage& stored) {
    const auto features = encoded_features(stored.message, options_.owner);
    add(stored.uid, stored.message, decider_->decide(stored.message, features));
    return {};
}

void Planning::progress() {
    if (++looked_at_ % progress_step == 0) {
        world_.reporter.report(ports::Progress{"plan", looked_at_, total_, {}, {}});
    }
}

Result<PlanReport> Planning::finish() {
    const auto bytes = meter_ ? meter_->total() : ports::Transferred{};
    auto report = builder_->finish(bytes.received);
    report.bytes = bytes;
    report.gates = std::move(gates_);
    report.model = trained_ ? trained_->name() : std::string{};
    report.waiting = std::move(waiting_);
    report.next_due = next_due_;
    if (!options_.save) {
        return report;
    }
    auto& plans = world_.state.plans();
    if (auto saved = plans.save(report.head.id, report.head.created, report.text); !saved) {
        return ports::fail(std::move(saved).error());
    }
    return report;
}

} // namespace

Result<PlanReport> plan(ports::MailStore* mail, const World& world, const PlanOptions& options) {
    return Planning{mail, world, options}.run();
}

} // namespace usecase
