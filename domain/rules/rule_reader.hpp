#pragma once

#include "domain/rules/diagnostic.hpp"
#include "domain/rules/rule.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace domain::rules {

/// A text of the user's with the place it stands at, so that a mistake can be pointed at.
struct SourceText {
    std::string text;
    Origin origin; ///< Of its first character.
};

/// A rule as a config file spells it; no format is known here.
struct RuleText {
    SourceText name;
    SourceText when;
    std::optional<SourceText> unless;
    std::vector<SourceText> labels;  ///< To add.
    std::vector<SourceText> unlabel; ///< To remove.
    bool archive = false;
    std::optional<bool> star;        ///< True stars, false unstars.
    bool mark_read = false;          ///< Always an error: no rule marks mail as read.
    std::optional<SourceText> after; ///< "10m", "2h", "3d".
    bool stop = false;
    int priority = 0;
    Origin origin;
};

/// What `[protect]` says.
struct ProtectText {
    std::vector<SourceText> from; ///< Addresses, "*@host", "contacts", "people-i-replied-to".
    std::optional<SourceText> query;
};

/// A diagnostic with its rule and its place in the user's file.
struct RuleDiagnostic {
    Diagnostic diagnostic;
    std::string rule;   ///< Empty for `protect`.
    std::string source; ///< The text that the diagnostic's span lies in; may be empty.
    Origin origin;      ///< Of the span's first character.
};

/// Every rule that could be read, and everything that is wrong. Do not run the rules when there is
/// an error.
struct RulesRead {
    RuleSet rules;
    std::vector<RuleDiagnostic> diagnostics;
};

RulesRead read_rules(std::span<const RuleText> rules, const ProtectText& protect);

bool has_errors(std::span<const RuleDiagnostic> diagnostics);

/// "10m", "2h", "3d" or "45s" as a duration.
std::optional<std::chrono::seconds> parse_delay(std::string_view text);

} // namespace domain::rules
