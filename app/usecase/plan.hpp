#pragma once

#include "app/usecase/folders.hpp"
#include "app/usecase/trained_model.hpp"
#include "app/usecase/world.hpp"
#include "domain/classify/classify.hpp"
#include "domain/learning/features.hpp"
#include "domain/plan/plan.hpp"
#include "domain/rules/evaluate.hpp"
#include "domain/rules/rule.hpp"
#include "ports/mail_store.hpp"
#include "ports/message_cache.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace usecase {

/// Rules may ask for any word of a text; its first bytes hold what people search for.
inline constexpr domain::Bytes rule_text_bytes{16 * 1024};

struct PlanOptions {
    std::string account;
    WorkingFolder folder;
    domain::rules::RuleSet rules;
    domain::rules::QueryContext context;
    std::optional<domain::rules::Query> scope; ///< Only mail that matches.
    std::string scope_text;
    domain::learning::Owner owner;
    domain::learning::GatePolicy gate;
    domain::classify::Policy policy;
    std::optional<domain::Bytes> bytes_per_day;
    bool use_model = true;
    std::vector<ports::UidRange> only; ///< Only messages with these UIDs; empty: all.
    /// Takes out of a message's actions what is not to be planned; empty: all is.
    std::function<void(const domain::MessageId&, std::vector<domain::classify::Action>&)> revise{};
    bool save = true; ///< Keep the plan in the state.
};

/// One line of the plan's summary: a rule, or a label that the model gives.
struct PlanLine {
    std::string source; ///< "rule" or "model".
    std::string name;   ///< The rule's, or the label's.
    std::uint64_t messages = 0;
    domain::LabelSet add;
    domain::LabelSet remove;
    std::uint64_t held_back = 0; ///< By the rule's `unless`.
};

struct PlanReport {
    domain::plan::PlanHead head;
    domain::plan::PlanTail tail;
    std::vector<PlanLine> lines; ///< Rules, then labels; most messages first.
    std::uint64_t messages = 0;  ///< That change.
    std::uint64_t label_edits = 0;
    std::uint64_t archived = 0;
    std::string model; ///< "m14"; empty when none took part.
    Gates gates;
    /// By label: messages for which the model only suggests it.
    std::map<domain::Label, std::uint64_t> suggested;
    std::vector<ports::Uid> waiting;           ///< Mail that is to settle, or for a rule's delay.
    std::optional<domain::Timestamp> next_due; ///< When the first of it can be judged.
    ports::Transferred bytes;
    std::string text; ///< The plan file.
};

/// Runs rules and model over the cached working folder on a simulated mailbox, and saves the
/// smallest change as a plan. Changes nothing. With `mail`, what rules or model cannot decide from
/// the cache is decided with the message's text, fetched for those messages only; without, it is
/// counted as undecided.
ports::Result<PlanReport>
plan(ports::MailStore* mail, const World& world, const PlanOptions& options);

} // namespace usecase
