#include "app/usecase/apply.hpp"

#include "app/usecase/byte_meter.hpp"
#include "app/usecase/reasons.hpp"
#include "app/usecase/run_log.hpp"
#include "app/usecase/trained_model.hpp"
#include "domain/plan/drift.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace usecase {

using domain::plan::Drift;
using domain::plan::Entry;
using ports::FailureKind;
using ports::Intent;
using ports::Outcome;
using ports::OutcomeKind;
using ports::Result;

namespace {

/// An entry with the place of its message.
struct Placed {
    Entry entry;
    ports::Uid uid;
};

class Apply {
public:
    Apply(
        ports::MailStore& mail,
        const World& world,
        const PlanFile& plan,
        const ApplyOptions& options
    )
        : mail_(mail), world_(world), plan_(plan), options_(options),
          meter_(mail, world, options.bytes_per_day), writer_(mail, world) {
        report_.plan = plan.head().id;
        report_.planned = plan.entries();
    }

    Result<ApplyReport> run();

private:
    Result<void> open();
    [[nodiscard]] Result<void> check_basis(std::uint32_t uid_validity) const;
    Result<void> look_back();
    Result<void> begin();
    Result<void> take(Entry entry);
    Result<void> flush();
    void check(Placed placed, const CurrentLabels& current, std::vector<Placed>& sendable);
    Result<void> send(std::vector<Placed> sendable);
    [[nodiscard]] Intent intent_for(const Entry& entry, ports::Uid uid) const;
    void count(const Placed& placed, const Outcome& outcome);
    void leave_alone(const Entry& entry, std::string why);
    void progress() const;
    Result<ApplyReport> finish();

    ports::MailStore& mail_;
    const World& world_;
    const PlanFile& plan_;
    const ApplyOptions& options_;
    ByteMeter meter_;
    LabelWriter writer_;
    ApplyReport report_;
    std::string folder_;
    ports::FolderState opened_;
    PlanHistory history_;
    std::uint64_t allowed_ = 0; ///< Messages that this run may still change.
    std::vector<Placed> batch_;
};

Result<ApplyReport> Apply::run() {
    if (auto opened = open(); !opened) {
        return ports::fail(std::move(opened).error());
    }
    if (auto looked = look_back(); !looked) {
        return ports::fail(std::move(looked).error());
    }
    if (auto begun = begin(); !begun) {
        return ports::fail(std::move(begun).error());
    }
    auto walked = plan_.for_each([this](Entry entry) { return take(std::move(entry)); });
    if (!walked) {
        return ports::fail(std::move(walked).error());
    }
    if (auto flushed = flush(); !flushed) {
        return ports::fail(std::move(flushed).error());
    }
    return finish();
}

Result<void> Apply::open() {
    auto choice = choose_folders(mail_, options_.folder, world_.stop);
    if (!choice) {
        return ports::fail(std::move(choice).error());
    }
    folder_ = choice->working.name;
    const auto access = options_.dry_run ? ports::Access::read : ports::Access::write;
    const auto state = mail_.open(folder_, access, world_.stop);
    if (!state) {
        return ports::fail(state.error());
    }
    opened_ = *state;
    if (!options_.dry_run && !mail_.traits().can_label) {
        return ports::fail(
            FailureKind::refused, "The server does not let labels be stored in " + folder_
        );
    }
    return check_basis(state->uid_validity);
}

Result<void> Apply::check_basis(std::uint32_t uid_validity) const {
    const auto& planned = plan_.head().basis;
    domain::plan::Basis today{options_.account, uid_validity, options_.rules, 0};
    if (planned.model != 0) {
        const auto model = current_fingerprint(world_.state.models());
        if (!model) {
            return ports::fail(model.error());
        }
        today.model = *model;
    }
    if (const auto why = domain::plan::mismatch(planned, today)) {
        return ports::fail(
            FailureKind::stale_plan,
            fmt::format("Plan {} is not applied: {}", report_.plan, *why),
            "Make a new one: gmail-classifier plan"
        );
    }
    return {};
}

Result<void> Apply::look_back() {
    if (!options_.dry_run) {
        auto recovered = recover(mail_, world_, opened_);
        if (!recovered) {
            return ports::fail(std::move(recovered).error());
        }
        report_.recovered = *recovered;
    }
    auto history = history_of(world_.state.journal(), report_.plan);
    if (!history) {
        return ports::fail(std::move(history).error());
    }
    history_ = *std::move(history);
    report_.before = history_.done.size();
    const RunSize size{
        report_.planned,
        report_.planned - std::min(report_.planned, report_.before),
        history_.first_ever,
        options_.max_actions,
        options_.confirmed,
        options_.default_actions
    };
    const auto allowed = allowed_changes(size);
    if (!allowed) {
        return ports::fail(allowed.error());
    }
    allowed_ = *allowed;
    report_.first_run_cap = history_.first_ever && !options_.max_actions && size.pending > allowed_;
    return {};
}

Result<void> Apply::begin() {
    if (options_.dry_run) {
        return {};
    }
    report_.resumed = history_.open.has_value();
    if (report_.resumed) {
        report_.run = *history_.open;
    } else {
        const auto begun =
            world_.state.journal().begin(ports::RunKind::apply, report_.plan, world_.clock.wall());
        if (!begun) {
            return ports::fail(begun.error());
        }
        report_.run = *begun;
    }
    const auto& labels = plan_.tail().labels_to_create;
    return labels.empty() ? Result<void>{} : mail_.create_labels(labels, world_.stop);
}

Result<void> Apply::take(Entry entry) {
    if (world_.stop.stop_requested()) {
        return interrupted();
    }
    if (history_.done.contains(entry.change.id)) {
        return {};
    }
    if (allowed_ == 0) {
        ++report_.left;
        return {};
    }
    auto held = world_.state.messages().find(entry.change.id);
    if (!held) {
        return ports::fail(std::move(held).error());
    }
    if (!*held) {
        leave_alone(entry, "it is no longer in the mailbox");
        return {};
    }
    --allowed_;
    batch_.push_back({std::move(entry), (*held)->uid});
    return batch_.size() < write_batch_messages ? Result<void>{} : flush();
}

Result<void> Apply::flush() {
    if (batch_.empty()) {
        return {};
    }
    Places places;
    for (const auto& placed : batch_) {
        places.emplace(placed.uid, placed.entry.change.id);
    }
    const auto current = current_labels(mail_, places, world_.stop);
    if (!current) {
        return ports::fail(current.error());
    }
    std::vector<Placed> sendable;
    for (auto& placed : std::exchange(batch_, {})) {
        check(std::move(placed), *current, sendable);
    }
    return send(std::move(sendable));
}

void Apply::check(Placed placed, const CurrentLabels& current, std::vector<Placed>& sendable) {
    const auto found = current.find(placed.uid);
    if (found == current.end() || found->second.message.id != placed.entry.change.id) {
        leave_alone(placed.entry, "it is no longer in the mailbox");
        return;
    }
    const auto& labels = found->second.message.labels;
    auto drift = domain::plan::check_drift(placed.entry, labels);
    switch (drift.kind) {
    case Drift::Kind::already_done:
        ++report_.already;
        return;
    case Drift::Kind::changed:
        leave_alone(placed.entry, std::move(drift.why));
        return;
    case Drift::Kind::apply:
        placed.entry.change = std::move(drift.remaining);
        placed.entry.before = labels;
        sendable.push_back(std::move(placed));
    }
}

Intent Apply::intent_for(const Entry& entry, ports::Uid uid) const {
    return {
        {},
        report_.run,
        entry.change.id,
        folder_,
        uid,
        entry.change.edit.add,
        entry.change.edit.remove,
        entry.before,
        joined_reasons(entry.reasons)
    };
}

Result<void> Apply::send(std::vector<Placed> sendable) {
    if (options_.dry_run) {
        report_.done += sendable.size();
        return {};
    }
    std::vector<Intent> intents;
    std::ranges::transform(sendable, std::back_inserter(intents), [this](const Placed& placed) {
        return intent_for(placed.entry, placed.uid);
    });
    const auto outcomes = writer_.write(intents);
    if (!outcomes) {
        return ports::fail(outcomes.error());
    }
    for (const auto& outcome : *outcomes) {
        const auto intent = std::ranges::find(intents, outcome.intent, &Intent::id);
        count(sendable[static_cast<std::size_t>(intent - intents.begin())], outcome);
    }
    progress();
    return meter_.settle();
}

void Apply::count(const Placed& placed, const Outcome& outcome) {
    if (outcome.kind == OutcomeKind::done) {
        ++report_.done;
        return;
    }
    ++report_.failed;
    if (report_.named.size() < max_named_messages) {
        report_.named.push_back({placed.entry.change.id, placed.entry.subject, outcome.cause});
    }
}

void Apply::leave_alone(const Entry& entry, std::string why) {
    ++report_.skipped;
    if (report_.named.size() < max_named_messages) {
        report_.named.push_back({entry.change.id, entry.subject, std::move(why)});
    }
}

void Apply::progress() const {
    const auto bytes = meter_.total();
    const auto handled =
        report_.before + report_.done + report_.already + report_.skipped + report_.failed;
    world_.reporter.report(
        ports::Progress{"apply", handled, report_.planned, bytes.received, bytes.sent}
    );
}

Result<ApplyReport> Apply::finish() {
    if (!options_.dry_run) {
        if (auto ended = world_.state.journal().end(report_.run, world_.clock.wall()); !ended) {
            return ports::fail(std::move(ended).error());
        }
    }
    report_.bytes = meter_.total();
    return report_;
}

} // namespace

Result<ApplyReport> apply(
    ports::MailStore& mail, const World& world, const PlanFile& plan, const ApplyOptions& options
) {
    return Apply{mail, world, plan, options}.run();
}

} // namespace usecase
