#pragma once

#include "domain/plan/change.hpp"

#include <map>
#include <utility>

namespace domain::plan {

/// What a mailbox's labels would be: a plan is proved on it, and the real mailbox is compared with
/// it after `apply`.
class SimulatedMailbox {
public:
    SimulatedMailbox() = default;

    explicit SimulatedMailbox(std::map<MessageId, LabelSet> labels) : labels_(std::move(labels)) {}

    void hold(const MessageId& id, LabelSet labels);
    /// A change to a message that is not there does nothing, as a server does.
    void apply(const Change& change);

    /// Empty when the message is not there.
    [[nodiscard]] LabelSet labels(const MessageId& id) const;

    bool operator==(const SimulatedMailbox&) const = default;

private:
    std::map<MessageId, LabelSet> labels_;
};

} // namespace domain::plan
