#pragma once

#include "app/usecase/world.hpp"
#include "domain/rules/back_test.hpp"
#include "domain/rules/query.hpp"
#include "domain/rules/rule.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace usecase {

struct BackTestOptions {
    domain::rules::RuleSet before;
    domain::rules::RuleSet after;
    domain::rules::QueryContext context;
    std::optional<domain::rules::Query> scope; ///< Only mail that matches: "newer_than:1y".
    std::size_t listed = 100; ///< So many messages are kept for the report, contradictions first.
};

/// A message that the two versions of the rules treat differently.
struct TestedMessage {
    domain::MessageId id;
    domain::Timestamp received;
    std::string sender;
    std::string subject;
    domain::LabelSet by_hand; ///< The labels that the user gave it.
    domain::rules::Difference difference;
};

struct LabelChange {
    std::uint64_t added = 0;
    std::uint64_t removed = 0;
    std::uint64_t confirmed = 0;    ///< Of the added: the user gave the label by hand.
    std::uint64_t contradicted = 0; ///< Of both: the user's hand said otherwise.
};

struct BackTestReport {
    std::uint64_t messages = 0; ///< That the rules were played over.
    std::optional<domain::Timestamp> since;
    std::map<domain::Label, LabelChange> labels; ///< \Inbox: stays there, or is archived.
    std::uint64_t changed = 0;                   ///< Messages with any difference …
    std::uint64_t contradicted = 0;              ///< … and with a contradiction.
    std::uint64_t undecided = 0;                 ///< Messages of which the text would decide.
    std::vector<TestedMessage> listed;           ///< Contradictions first, then newest first.

    /// Of all user labels and stars; the inbox does not count.
    [[nodiscard]] LabelChange total() const;
};

/// What an edit of the rules would have meant for the mail in the cache; connects to nothing.
ports::Result<BackTestReport> back_test(const World& world, const BackTestOptions& options);

} // namespace usecase
