#pragma once

#include "domain/mail/message.hpp"
#include "domain/rules/evaluate.hpp"
#include "domain/rules/message_view.hpp"
#include "domain/rules/query.hpp"
#include "domain/suggest/message_set.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace domain::suggest {

/// The messages in which rules are looked for, oldest first: the older ones to find rules in, the
/// newer ones to measure them on. Knows each condition that some of them meet, once.
class Collection {
public:
    using ConditionId = std::uint32_t;

    /// `older`: the share of the messages to find rules in.
    Collection(std::vector<Message> messages, double older, rules::QueryContext context);
    Collection(const Collection&) = delete;
    Collection& operator=(const Collection&) = delete;

    [[nodiscard]] std::size_t size() const { return messages_.size(); }

    [[nodiscard]] std::size_t older() const { return older_; }

    [[nodiscard]] const Message& message(std::size_t at) const { return messages_[at]; }

    [[nodiscard]] std::size_t conditions() const { return terms_.size(); }

    [[nodiscard]] const rules::Term& condition(ConditionId id) const { return terms_[id]; }

    /// What can be asked of an older message.
    [[nodiscard]] std::span<const ConditionId> conditions_of(std::size_t at) const {
        return met_[at];
    }

    /// Whether each message's structure is known, so that attachments can be asked about.
    [[nodiscard]] bool structured() const { return structured_; }

    /// The messages from `first` to before `last` that the query matches, as the rules decide it.
    [[nodiscard]] MessageSet
    matching(const rules::Node& node, std::size_t first, std::size_t last) const;

private:
    void note_conditions(std::size_t at);

    std::vector<Message> messages_;
    std::size_t older_;
    rules::QueryContext context_;
    bool structured_;
    std::vector<rules::MessageView> views_;
    std::map<std::string, ConditionId> ids_; ///< By their spelling.
    std::vector<rules::Term> terms_;
    std::vector<std::vector<ConditionId>> met_;
};

} // namespace domain::suggest
