#include "domain/plan/simulated_mailbox.hpp"

namespace domain::plan {

void SimulatedMailbox::hold(const MessageId& id, LabelSet labels) {
    labels_.insert_or_assign(id, std::move(labels));
}

void SimulatedMailbox::apply(const Change& change) {
    const auto found = labels_.find(change.id);
    if (found != labels_.end()) {
        found->second = edited(std::move(found->second), change.edit);
    }
}

LabelSet SimulatedMailbox::labels(const MessageId& id) const {
    const auto found = labels_.find(id);
    return found == labels_.end() ? LabelSet{} : found->second;
}

} // namespace domain::plan
