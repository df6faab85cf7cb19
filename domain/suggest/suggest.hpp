#pragma once

#include "domain/learning/proportion.hpp"
#include "domain/mail/label.hpp"
#include "domain/rules/query.hpp"
#include "domain/suggest/collection.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace domain::suggest {

/// What a message says about a label.
enum class Bearing : unsigned char {
    carries, ///< It has the label.
    lacks,   ///< It ought not to get it.
    unsaid,  ///< Nobody decided: neither right nor wrong.
};

struct SuggestOptions {
    double floor = 0.97; ///< Least precision on the mail that rules are found in.
};

/// How rules did on a part of the mail; shares run from 0 to 1.
struct RuleFigures {
    std::uint64_t hits = 0;   ///< Messages that they match …
    std::uint64_t right = 0;  ///< … of these the ones that carry the label …
    std::uint64_t unsaid = 0; ///< … and the ones that nobody decided about.
    std::uint64_t carriers = 0;
    learning::Interval precision_interval; ///< 95 %.

    /// Of the decided ones; 1 when there are none.
    [[nodiscard]] double precision() const;
    /// Share of the label's messages that are matched; 0 when there are none.
    [[nodiscard]] double coverage() const;
};

struct SuggestedRule {
    std::string name; ///< "Receipts by sender"; fit for a rules file once told apart.
    rules::Query when;
    RuleFigures found;    ///< On the older mail, that it was chosen by.
    RuleFigures measured; ///< On the newer mail, that chose nothing.
};

struct LabelRules {
    Label label;
    std::vector<SuggestedRule> rules; ///< None when nothing holds above the floor.
    RuleFigures measured;             ///< All of them together, on the newer mail.
};

/// The fewest rules in search words that give a label to most of its mail and to hardly any other:
/// found on the older messages, measured on the newer ones. `bearings`: one for each message.
LabelRules suggest_rules(
    const Collection& mail,
    const Label& label,
    std::span<const Bearing> bearings,
    const SuggestOptions& options
);

/// Numbers rules that would have the same name.
void tell_names_apart(std::span<LabelRules> labels);

} // namespace domain::suggest
