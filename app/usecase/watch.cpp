// One round:  sync ─► look for what the user took back ─► plan what is new ─► apply, or say it
//               ▲                                                               │
//               └── news · a delay ends · time to reconcile ◄── wait ◄──────────┘ nothing applied
//
// After an apply the next round follows at once, so that the wait begins from a state in which our
// own changes are known.

#include "app/usecase/watch.hpp"

#include "app/usecase/bookmark.hpp"
#include "app/usecase/watch_memory.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace usecase {

using domain::plan::Entry;
using ports::Result;
using std::chrono::seconds;
using Moment = ports::Clock::Monotonic;

namespace {

// A failure that passes is waited out so long at first, and twice as long each time after.
constexpr seconds first_pause{30};
constexpr seconds longest_pause{std::chrono::minutes{30}};
// A server that tells of news without end is not asked more often than this.
constexpr seconds least_between_rounds{1};
// The server may number a folder anew under our feet; more often than this in a row it is broken.
constexpr unsigned most_rebuilds = 3;

class Watch {
public:
    Watch(
        ports::MailStore& mail,
        const World& world,
        const WatchOptions& options,
        const WatchSink& sink
    )
        : mail_(mail), world_(world), options_(options), sink_(sink), breaker_(options.limits),
          memory_(world, breaker_), start_(mail.transferred()), begun_(world.clock.monotonic()) {}

    Result<WatchReport> run();

private:
    [[nodiscard]] bool is_over() const;
    Result<void> round();
    Result<void> synchronise();
    Result<bool> judge();
    Result<bool> is_anything_new();

    [[nodiscard]] bool acts() const { return options_.act && !breaker_.open_for_all(); }

    Result<PlanFile> plan_what_is_new(bool to_act);
    Result<void> save(const PlanFile& plan);
    Result<void> suggest();
    Result<bool> act();
    [[nodiscard]] bool is_not_too_much(const PlanFile& plan);
    Result<void> tell_what_was_done(const PlanFile& plan, const ApplyReport& applied);
    Result<void> wait();
    [[nodiscard]] Moment wake_up() const;
    [[nodiscard]] Moment not_after_the_end(Moment moment) const;
    Result<void> survive(ports::Failure failure);

    void tell(const WatchNews& news) { sink_(news); }

    ports::MailStore& mail_;
    const World& world_;
    const WatchOptions& options_;
    const WatchSink& sink_;
    domain::plan::Breaker breaker_;
    WatchMemory memory_;
    std::optional<BookmarkKeeper> bookmark_;
    ports::Transferred start_;
    Moment begun_;

    ports::FolderState state_;
    std::vector<ports::Parked> parked_; ///< What the server cannot deliver.
    Moment round_began_;
    std::optional<Moment> reconciled_;
    std::optional<domain::Timestamp> due_;
    std::vector<ports::Uid> waiting_;
    bool caught_up_ = false; ///< The first round is over: what came before the watch is done.
    unsigned failures_ = 0;
    WatchReport report_;
};

Result<WatchReport> Watch::run() {
    while (!is_over()) {
        auto done = round();
        if (!done) {
            done = survive(std::move(done).error());
        } else {
            failures_ = 0;
        }
        if (!done) {
            return ports::fail(std::move(done).error());
        }
    }
    report_.bytes = mail_.transferred() - start_;
    return report_;
}

bool Watch::is_over() const {
    return options_.length && world_.clock.monotonic() - begun_ >= *options_.length;
}

Result<void> Watch::round() {
    if (world_.stop.stop_requested()) {
        return interrupted();
    }
    ++report_.rounds;
    round_began_ = world_.clock.monotonic();
    if (auto synced = synchronise(); !synced) {
        return synced;
    }
    const auto applied = judge();
    if (!applied) {
        return ports::fail(applied.error());
    }
    caught_up_ = true;
    return *applied ? Result<void>{} : wait();
}

Result<void> Watch::synchronise() {
    const auto now = world_.clock.monotonic();
    const bool everything = !reconciled_ || now - *reconciled_ >= options_.reconcile;
    SyncOptions options = options_.sync;
    options.working_only = !everything;
    auto report = sync(mail_, world_, options);
    if (!report) {
        return ports::fail(std::move(report).error());
    }
    if (everything) {
        reconciled_ = now;
    }
    state_ = std::move(report->state);
    const auto& folder = report->folders.front();
    parked_ = folder.parked;
    if (bookmark_) { // What the first sync brings is no news.
        report_.fresh += folder.fetched;
        if (folder.fetched + folder.changed > 0) {
            tell(Noticed{folder.fetched, folder.changed});
        }
    }
    if (folder.changed == 0) {
        return {}; // Nobody took anything back.
    }
    return memory_.look_for_corrections([this](const domain::Label& label) {
        tell(Tripped{label, "you took it back too often; it is only suggested from here on"});
    });
}

/// True when something was applied: then there is more to be seen before it can wait.
Result<bool> Watch::judge() {
    if (!bookmark_ || !bookmark_->is_of(state_)) {
        auto found = BookmarkKeeper::open(world_, state_);
        if (!found) {
            return ports::fail(std::move(found).error());
        }
        bookmark_ = *std::move(found);
    }
    const auto anything = is_anything_new();
    if (!anything) {
        return ports::fail(anything.error());
    }
    due_.reset();
    waiting_.clear();
    if (*anything && acts()) {
        auto applied = act();
        if (!applied || *applied) {
            return applied;
        }
    }
    // What may act has acted; the rest can only be said.
    if (*anything && (!acts() || breaker_.open_for_any())) {
        if (auto said = suggest(); !said) {
            return ports::fail(std::move(said).error());
        }
    }
    if (auto moved = bookmark_->move(state_.uid_next, waiting_, parked_); !moved) {
        return ports::fail(std::move(moved).error());
    }
    return false;
}

/// Without it there is no need to plan, which reads the whole model.
Result<bool> Watch::is_anything_new() {
    bool anything = false;
    for (const auto& uids : bookmark_->unjudged()) {
        auto walked = world_.state.messages().for_each_in(
            state_.folder,
            uids,
            [&anything](const ports::CachedMessage& /*cached*/) {
                anything = true;
                return Result<void>{};
            }
        );
        if (!walked) {
            return ports::fail(std::move(walked).error());
        }
    }
    return anything;
}

Result<PlanFile> Watch::plan_what_is_new(bool to_act) {
    PlanOptions options = options_.plan;
    options.only = bookmark_->unjudged();
    options.save = false;
    options.revise = [this, to_act](const domain::MessageId& id, auto& actions) {
        memory_.drop_what_was_done(id, actions);
        // A rule's archiving goes with its label, so a message is done whole or not at all.
        if (to_act && std::ranges::any_of(actions, [this](const auto& action) {
                return breaker_.open_for(action.label);
            })) {
            actions.clear();
        }
    };
    auto report = plan(&mail_, world_, options);
    if (!report) {
        return ports::fail(std::move(report).error());
    }
    due_ = report->next_due;
    waiting_ = std::move(report->waiting);
    return PlanFile::parse(std::move(report->text));
}

Result<void> Watch::save(const PlanFile& plan) {
    return world_.state.plans().save(plan.head().id, plan.head().created, std::string{plan.text()});
}

Result<void> Watch::suggest() {
    const auto plan = plan_what_is_new(false);
    if (!plan) {
        return ports::fail(plan.error());
    }
    if (!memory_.has_more_to_say(*plan)) {
        return {};
    }
    if (auto saved = save(*plan); !saved) {
        return saved;
    }
    return plan->for_each([&](Entry entry) {
        if (memory_.say(entry)) {
            ++report_.suggested;
            tell(Judged{Judged::Fate::suggested, std::move(entry), plan->head().id, {}, {}});
        }
        return Result<void>{};
    });
}

Result<bool> Watch::act() {
    const auto plan = plan_what_is_new(true);
    if (!plan) {
        return ports::fail(plan.error());
    }
    if (plan->entries() == 0 || !is_not_too_much(*plan)) {
        return false;
    }
    if (auto saved = save(*plan); !saved) {
        return ports::fail(std::move(saved).error());
    }
    const auto applied = apply(mail_, world_, *plan, options_.apply);
    if (!applied) {
        return ports::fail(applied.error());
    }
    breaker_.acted(applied->done, world_.clock.wall());
    if (auto told = tell_what_was_done(*plan, *applied); !told) {
        return ports::fail(std::move(told).error());
    }
    return applied->done > 0;
}

bool Watch::is_not_too_much(const PlanFile& plan) {
    // What waited for the watch to begin comes all at once, and says nothing about its pace.
    if (!caught_up_ && plan.entries() <= options_.apply.default_actions) {
        return true;
    }
    if (breaker_.admits(plan.entries(), world_.clock.wall())) {
        return true;
    }
    tell(Tripped{std::nullopt, "too many changes at once; from here on they are only suggested"});
    return false;
}

Result<void> Watch::tell_what_was_done(const PlanFile& plan, const ApplyReport& applied) {
    std::set<domain::MessageId> done;
    auto read = world_.state.journal().entries(applied.run, [&done](const auto& entry) {
        if (entry.outcome && entry.outcome->kind == ports::OutcomeKind::done) {
            done.insert(entry.intent.message);
        }
        return Result<void>{};
    });
    if (!read) {
        return read;
    }
    std::map<domain::MessageId, std::string> left;
    for (const auto& named : applied.named) {
        left.emplace(named.id, named.why);
    }
    return plan.for_each([&](Entry entry) {
        Judged judged{Judged::Fate::applied, std::move(entry), applied.plan, applied.run, {}};
        const auto& id = judged.entry.change.id;
        if (done.contains(id)) {
            ++report_.applied;
            memory_.gave(judged.entry);
            tell(judged);
        } else if (const auto found = left.find(id); found != left.end()) {
            ++report_.left_alone;
            memory_.left_alone(judged.entry);
            judged.fate = Judged::Fate::left_alone;
            judged.why_left = found->second;
            tell(judged);
        }
        return Result<void>{};
    });
}

Result<void> Watch::wait() {
    const auto news = mail_.await_news(state_, wake_up(), world_.stop);
    if (!news) {
        return ports::fail(news.error());
    }
    const auto earliest = round_began_ + least_between_rounds;
    if (world_.clock.monotonic() < earliest) {
        options_.sleep(not_after_the_end(earliest), world_.stop);
    }
    return {};
}

/// The end of the shortest of: the watch, the time to reconcile, a message's delay.
Moment Watch::wake_up() const {
    const auto now = world_.clock.monotonic();
    auto moment = *reconciled_ + options_.reconcile;
    if (due_) {
        // Mail can claim to come from the year 9999: what is far away is not counted exactly.
        const auto delay = std::clamp(*due_ - world_.clock.wall(), seconds{0}, options_.reconcile);
        moment = std::min(moment, now + delay);
    }
    return not_after_the_end(moment);
}

Moment Watch::not_after_the_end(Moment moment) const {
    return options_.length ? std::min(moment, begun_ + *options_.length) : moment;
}

/// Waits a failure out when it passes by itself.
Result<void> Watch::survive(ports::Failure failure) {
    const bool rebuilt = failure.kind == ports::FailureKind::stale_plan;
    const bool passes = ports::reaction(failure.kind).retry ||
                        failure.kind == ports::FailureKind::budget ||
                        (rebuilt && failures_ < most_rebuilds);
    if (!passes) {
        return ports::fail(std::move(failure));
    }
    ++failures_;
    if (rebuilt) {
        return {}; // The next sync reads the folder anew.
    }
    constexpr unsigned most_doublings = 10;
    const auto backoff = first_pause * (1U << std::min(failures_ - 1, most_doublings));
    const auto pause = failure.retry_after.value_or(std::min(backoff, longest_pause));
    world_.reporter.report(ports::ConnectionEvent{
        .what = ports::ConnectionEvent::What::waiting, .detail = failure.sentence, .wait = pause
    });
    // A server that is not spoken to for so long would hang up anyway.
    static_cast<void>(mail_.close());
    options_.sleep(not_after_the_end(world_.clock.monotonic() + pause), world_.stop);
    return {};
}

} // namespace

Result<WatchReport> watch(
    ports::MailStore& mail, const World& world, const WatchOptions& options, const WatchSink& sink
) {
    return Watch{mail, world, options, sink}.run();
}

} // namespace usecase
