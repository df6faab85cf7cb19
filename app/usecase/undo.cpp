#include "app/usecase/undo.hpp"

#include "app/usecase/byte_meter.hpp"
#include "app/usecase/message_ids.hpp"
#include "app/usecase/reasons.hpp"
#include "app/usecase/whereabouts.hpp"
#include "domain/mail/label_edit.hpp"
#include "domain/plan/undo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <utility>

namespace usecase {

using domain::plan::Change;
using domain::plan::UndoStep;
using ports::FailureKind;
using ports::Intent;
using ports::JournalEntry;
using ports::Outcome;
using ports::OutcomeKind;
using ports::Result;
using ports::Run;
using ports::RunKind;

namespace {

/// What a run did to one message, all its entries taken together.
struct Deed {
    Change change;
    ports::Uid uid;
};

void merge(Change& into, const Change& change) {
    into.id = change.id;
    into.edit.add.insert(change.edit.add.begin(), change.edit.add.end());
    into.edit.remove.insert(change.edit.remove.begin(), change.edit.remove.end());
}

void keep_only(domain::LabelEdit& edit, const std::string& label) {
    const auto is_other = [&label](const domain::Label& candidate) {
        return !domain::same_label(candidate.name, label);
    };
    std::erase_if(edit.add, is_other);
    std::erase_if(edit.remove, is_other);
}

class Undo {
public:
    Undo(ports::MailStore& mail, const World& world, const UndoOptions& options)
        : mail_(mail), world_(world), options_(options), meter_(mail, world, options.bytes_per_day),
          writer_(mail, world) {}

    Result<UndoReport> run();

private:
    using Deeds = std::map<domain::MessageId, Deed>;

    Result<void> open();
    Result<Run> chosen_run();
    Result<Deeds> deeds();
    Result<void> place(Deeds& deeds);
    Result<void> take_back(std::span<const Deed> batch);
    std::optional<Intent> step_for(const Deed& deed, const CurrentLabels& current);
    Result<void> send(std::vector<Intent> intents);
    void count(const Intent& intent, const Outcome& outcome);
    void leave_alone(const domain::MessageId& id, std::string why);

    ports::MailStore& mail_;
    const World& world_;
    const UndoOptions& options_;
    ByteMeter meter_;
    LabelWriter writer_;
    std::string folder_;
    ports::FolderState opened_;
    UndoReport report_;
};

Result<UndoReport> Undo::run() {
    const auto chosen = chosen_run();
    if (!chosen) {
        return ports::fail(chosen.error());
    }
    report_.of = chosen->id;
    if (auto opened = open(); !opened) {
        return ports::fail(std::move(opened).error());
    }
    auto all = deeds();
    if (!all) {
        return ports::fail(std::move(all).error());
    }
    if (auto placed = place(*all); !placed) {
        return ports::fail(std::move(placed).error());
    }
    std::vector<Deed> list;
    std::ranges::transform(*all, std::back_inserter(list), [](auto& pair) { return pair.second; });
    report_.changes = list.size();
    auto& journal = world_.state.journal();
    if (!options_.dry_run) {
        const auto begun =
            journal.begin(RunKind::undo, std::to_string(report_.of.value), world_.clock.wall());
        if (!begun) {
            return ports::fail(begun.error());
        }
        report_.run = *begun;
    }
    for (std::span<const Deed> rest{list}; !rest.empty();) {
        const auto batch = rest.first(std::min(rest.size(), write_batch_messages));
        rest = rest.subspan(batch.size());
        if (auto taken = take_back(batch); !taken) {
            return ports::fail(std::move(taken).error());
        }
    }
    if (!options_.dry_run) {
        if (auto ended = journal.end(report_.run, world_.clock.wall()); !ended) {
            return ports::fail(std::move(ended).error());
        }
    }
    report_.bytes = meter_.total();
    return report_;
}

Result<Run> Undo::chosen_run() {
    auto runs = world_.state.journal().runs();
    if (!runs) {
        return ports::fail(std::move(runs).error());
    }
    const auto& wanted = options_.choice.run;
    const auto found = std::ranges::find_if(*runs, [&wanted](const Run& run) {
        return wanted ? run.id == *wanted : run.kind == RunKind::apply;
    });
    if (found != runs->end()) {
        return *found;
    }
    if (wanted) {
        return ports::fail(
            FailureKind::not_found,
            fmt::format("There is no run {}", wanted->value),
            "The runs are listed by: gmail-classifier status"
        );
    }
    return ports::fail(
        FailureKind::not_found, "Nothing was applied yet, so there is nothing to undo"
    );
}

Result<void> Undo::open() {
    auto choice = choose_folders(mail_, options_.folder, world_.stop);
    if (!choice) {
        return ports::fail(std::move(choice).error());
    }
    folder_ = choice->working.name;
    const auto access = options_.dry_run ? ports::Access::read : ports::Access::write;
    auto opened = mail_.open(folder_, access, world_.stop);
    if (!opened) {
        return ports::fail(std::move(opened).error());
    }
    opened_ = *std::move(opened);
    if (options_.dry_run) {
        return {};
    }
    auto recovered = recover(mail_, world_, opened_);
    if (!recovered) {
        return ports::fail(std::move(recovered).error());
    }
    report_.recovered = *recovered;
    return {};
}

Result<Undo::Deeds> Undo::deeds() {
    const auto& choice = options_.choice;
    Deeds deeds;
    auto read = world_.state.journal().entries(report_.of, [&](const JournalEntry& entry) {
        if (!entry.outcome || entry.outcome->kind == OutcomeKind::skipped ||
            (!choice.rule.empty() && !names_rule(entry.intent.reason, choice.rule))) {
            return Result<void>{};
        }
        auto change = effect(entry.intent, entry.outcome->after);
        if (!choice.label.empty()) {
            keep_only(change.edit, choice.label);
        }
        if (!change.edit.empty()) {
            auto& deed = deeds[change.id];
            merge(deed.change, change);
            deed.uid = entry.intent.uid;
        }
        return Result<void>{};
    });
    if (!read) {
        return ports::fail(std::move(read).error());
    }
    if (!choice.message.empty()) {
        const auto message = find_message(world_.state.messages(), choice.message);
        if (!message) {
            return ports::fail(message.error());
        }
        std::erase_if(deeds, [&](const auto& pair) { return pair.first != message->message.id; });
    }
    return deeds;
}

/// A mailbox that was rebuilt has given its messages other UIDs.
Result<void> Undo::place(Deeds& deeds) {
    Whereabouts whereabouts;
    for (const auto& [id, deed] : deeds) {
        whereabouts.emplace(id, deed.uid);
    }
    auto located = locate(mail_, world_, opened_, whereabouts);
    for (auto& [id, deed] : deeds) {
        deed.uid = whereabouts.at(id);
    }
    return located;
}

Result<void> Undo::take_back(std::span<const Deed> batch) {
    if (world_.stop.stop_requested()) {
        return interrupted();
    }
    Places places;
    for (const auto& deed : batch) {
        places.emplace(deed.uid, deed.change.id);
    }
    const auto current = current_labels(mail_, places, world_.stop);
    if (!current) {
        return ports::fail(current.error());
    }
    std::vector<Intent> intents;
    for (const auto& deed : batch) {
        if (auto intent = step_for(deed, *current)) {
            intents.push_back(*std::move(intent));
        }
    }
    return send(std::move(intents));
}

std::optional<Intent> Undo::step_for(const Deed& deed, const CurrentLabels& current) {
    const auto found = current.find(deed.uid);
    if (found == current.end() || found->second.message.id != deed.change.id) {
        leave_alone(deed.change.id, "it is no longer in the mailbox");
        return std::nullopt;
    }
    const auto& labels = found->second.message.labels;
    auto step = domain::plan::plan_undo(deed.change, labels);
    if (!step.out_of_reach.empty()) {
        leave_alone(deed.change.id, "it is in " + step.out_of_reach);
        return std::nullopt;
    }
    report_.kept += step.kept.empty() ? 0U : 1U;
    if (step.change.edit.empty()) {
        ++report_.nothing;
        return std::nullopt;
    }
    return Intent{
        {},
        report_.run,
        deed.change.id,
        folder_,
        deed.uid,
        step.change.edit.add,
        step.change.edit.remove,
        labels,
        fmt::format("undo of run {}", report_.of.value)
    };
}

Result<void> Undo::send(std::vector<Intent> intents) {
    if (options_.dry_run) {
        report_.done += intents.size();
        return {};
    }
    const auto outcomes = writer_.write(intents);
    if (!outcomes) {
        return ports::fail(outcomes.error());
    }
    for (const auto& outcome : *outcomes) {
        count(*std::ranges::find(intents, outcome.intent, &Intent::id), outcome);
    }
    const auto bytes = meter_.total();
    const auto handled = report_.done + report_.nothing + report_.skipped + report_.failed;
    world_.reporter.report(
        ports::Progress{"undo", handled, report_.changes, bytes.received, bytes.sent}
    );
    return meter_.settle();
}

void Undo::count(const Intent& intent, const Outcome& outcome) {
    if (outcome.kind == OutcomeKind::done) {
        ++report_.done;
        report_.corrections += domain::user_labels(intent.remove).size();
        return;
    }
    ++report_.failed;
    if (report_.named.size() < max_named_messages) {
        report_.named.push_back({intent.message, {}, outcome.cause});
    }
}

void Undo::leave_alone(const domain::MessageId& id, std::string why) {
    ++report_.skipped;
    if (report_.named.size() < max_named_messages) {
        report_.named.push_back({id, {}, std::move(why)});
    }
}

} // namespace

Result<UndoReport> undo(ports::MailStore& mail, const World& world, const UndoOptions& options) {
    return Undo{mail, world, options}.run();
}

} // namespace usecase
