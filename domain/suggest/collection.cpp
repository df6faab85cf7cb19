#include "domain/suggest/collection.hpp"

#include "domain/rules/printer.hpp"
#include "domain/suggest/conditions.hpp"

#include <algorithm>
#include <utility>

namespace domain::suggest {

Collection::Collection(std::vector<Message> messages, double older, rules::QueryContext context)
    : messages_(std::move(messages)),
      older_(static_cast<std::size_t>(static_cast<double>(messages_.size()) * older)),
      context_(std::move(context)),
      structured_(std::ranges::all_of(
          messages_, [](const Message& one) { return one.structure.has_value(); }
      )),
      met_(older_) {
    views_.reserve(messages_.size());
    for (const auto& message : messages_) {
        views_.emplace_back(message);
    }
    for (std::size_t at = 0; at < older_; ++at) {
        note_conditions(at);
    }
}

void Collection::note_conditions(std::size_t at) {
    for (auto& term : suggest::conditions_of(messages_[at], context_)) {
        const auto next = static_cast<ConditionId>(terms_.size());
        const auto [found, fresh] = ids_.try_emplace(rules::print(term), next);
        if (fresh) {
            terms_.push_back(std::move(term));
        }
        met_[at].push_back(found->second);
    }
}

MessageSet
Collection::matching(const rules::Node& node, std::size_t first, std::size_t last) const {
    MessageSet hits{messages_.size()};
    for (std::size_t at = first; at < last; ++at) {
        if (rules::answer(node, views_[at], context_).truth == rules::Truth::yes) {
            hits.insert(at);
        }
    }
    return hits;
}

} // namespace domain::suggest
