#include "app/usecase/plan_builder.hpp"

#include "domain/mail/fingerprint.hpp"
#include "domain/mail/label_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace usecase {

using domain::classify::Action;
using domain::classify::Source;
using domain::classify::Verdict;
using domain::plan::Entry;

namespace {

// Plans of one account told apart by eye; a collision would need thousands of them.
constexpr std::size_t plan_id_digits = 6;

std::string plan_id(
    const domain::plan::Basis& basis,
    const std::string& scope,
    domain::Timestamp now,
    unsigned attempt
) {
    const auto fingerprint = domain::Fingerprint{}
                                 .add(basis.account)
                                 .add(domain::hex(basis.rules))
                                 .add(domain::hex(basis.model))
                                 .add(scope)
                                 .add(std::to_string(now.time_since_epoch().count()))
                                 .add(std::to_string(attempt))
                                 .value();
    return domain::hex(fingerprint).substr(0, plan_id_digits);
}

domain::LabelSet names_of(std::span<const ports::LabelCount> counts) {
    domain::LabelSet labels;
    for (const auto& count : counts) {
        labels.insert(count.label);
    }
    return labels;
}

/// The beginning of a text, cut at a character's start.
std::string shortened(std::string_view text, std::size_t longest) {
    if (text.size() > longest) {
        while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0U) == 0x80U) {
            --longest;
        }
        text = text.substr(0, longest);
    }
    return std::string{text};
}

std::string sender_of(const domain::Message& message) {
    if (!message.headers || message.headers->from.empty()) {
        return {};
    }
    return message.headers->from.front().text();
}

/// Of the actions that are more than a no-op, each reason once.
std::vector<std::string> reasons_for(const domain::LabelEdit& edit, const Verdict& verdict) {
    std::vector<std::string> reasons;
    for (const auto& action : verdict.actions) {
        if (!domain::has_label(action.adds ? edit.add : edit.remove, action.label)) {
            continue;
        }
        auto text = action.why();
        if (std::ranges::find(reasons, text) == reasons.end()) {
            reasons.push_back(std::move(text));
        }
    }
    return reasons;
}

} // namespace

ports::Result<std::string> fresh_plan_id(
    ports::PlanStore& plans,
    const domain::plan::Basis& basis,
    const std::string& scope,
    domain::Timestamp now
) {
    // Two plans of one second may differ in what they saw, and apply must tell them apart.
    for (unsigned attempt = 0;; ++attempt) {
        auto id = plan_id(basis, scope, now, attempt);
        const auto taken = plans.load(id);
        if (!taken) {
            return ports::fail(taken.error());
        }
        if (!*taken) {
            return id;
        }
    }
}

PlanBuilder::PlanBuilder(domain::plan::PlanHead head, std::span<const ports::LabelCount> existing)
    : names_(names_of(existing)) {
    report_.head = std::move(head);
    report_.text = writer_.head(report_.head);
}

void PlanBuilder::add(const domain::Message& message, const Verdict& verdict) {
    tally(verdict);
    const auto change =
        domain::plan::smallest_change(message.id, message.labels, verdict.edit(), names_);
    if (change.edit.empty()) {
        return;
    }
    Entry entry{
        change,
        message.labels,
        reasons_for(change.edit, verdict),
        message.received,
        sender_of(message),
        message.headers ? shortened(message.headers->subject, domain::plan::max_subject_bytes)
                        : std::string{}
    };
    count(entry, verdict);
    report_.text += writer_.entry(entry);
}

void PlanBuilder::tally(const Verdict& verdict) {
    auto& tally = report_.tail.tally;
    ++tally.scanned;
    tally.unsure += verdict.unsure ? 1U : 0U;
    tally.suggest_only += verdict.suggest_only.empty() ? 0U : 1U;
    tally.kept_in_inbox += verdict.protected_by ? 1U : 0U;
    tally.held_back += verdict.held_back_by_unless.empty() ? 0U : 1U;
    tally.undecided += verdict.undecided ? 1U : 0U;
    tally.waiting += verdict.due ? 1U : 0U;
    tally.out_of_scope += verdict.out_of_scope ? 1U : 0U;
    if (!verdict.suggest_only.empty()) {
        ++report_.suggested[verdict.suggest_only.front().label];
    }
    for (const auto& rule : verdict.held_back_by_unless) {
        ++line("rule", rule).held_back;
    }
}

void PlanBuilder::count(const Entry& entry, const Verdict& verdict) {
    ++report_.messages;
    report_.label_edits += entry.change.edit.add.size() + entry.change.edit.remove.size();
    report_.archived += domain::has_label(entry.change.edit.remove, domain::inbox) ? 1U : 0U;
    std::vector<PlanLine*> touched;
    for (const auto& action : verdict.actions) {
        const auto& side = action.adds ? entry.change.edit.add : entry.change.edit.remove;
        if (!domain::has_label(side, action.label)) {
            continue;
        }
        auto& row = action.reason.source == Source::rule ? line("rule", action.reason.name)
                                                         : line("model", action.label.name);
        (action.adds ? row.add : row.remove).insert(action.label);
        if (std::ranges::find(touched, &row) == touched.end()) {
            touched.push_back(&row);
            ++row.messages;
        }
    }
}

PlanLine& PlanBuilder::line(const std::string& source, const std::string& name) {
    auto& row = lines_[{source, name}];
    row.source = source;
    row.name = name;
    return row;
}

PlanReport PlanBuilder::finish(domain::Bytes bytes_read) {
    report_.tail.tally.bytes_read = bytes_read.count;
    report_.tail.labels_to_create = names_.missing();
    report_.text += writer_.tail(report_.tail);
    for (auto& [key, row] : lines_) {
        report_.lines.push_back(std::move(row));
    }
    std::ranges::stable_sort(report_.lines, [](const PlanLine& left, const PlanLine& right) {
        return left.source != right.source ? left.source > right.source
                                           : left.messages > right.messages;
    });
    return std::move(report_);
}

} // namespace usecase
