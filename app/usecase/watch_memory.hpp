#pragma once

#include "app/usecase/plan_file.hpp"
#include "app/usecase/world.hpp"
#include "domain/classify/verdict.hpp"
#include "domain/plan/breaker.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace usecase {

/// What a watch did and said, so that it does and says nothing twice. What was done is in the
/// journal, for ever; what was said is forgotten with the process.
class WatchMemory {
public:
    WatchMemory(const World& world, domain::plan::Breaker& breaker)
        : world_(world), breaker_(breaker) {}

    /// Takes out what was done to the message before.
    void drop_what_was_done(
        const domain::MessageId& id, std::vector<domain::classify::Action>& actions
    ) const;

    /// True the first time.
    bool say(const domain::plan::Entry& entry);
    [[nodiscard]] bool has_more_to_say(const PlanFile& plan) const;

    void gave(const domain::plan::Entry& entry);
    /// It was not changed as planned, and is not tried again.
    void left_alone(const domain::plan::Entry& entry);

    /// Compares what was given with the cache; calls `opened` for each label that was taken back
    /// too often.
    ports::Result<void> look_for_corrections(const std::function<void(const domain::Label&)>& opened
    );

private:
    /// The text of a change, as far as two of them are the same to the user.
    static std::string key(const domain::plan::Entry& entry);
    void forget_old();

    struct Given {
        domain::LabelSet labels;
        domain::Timestamp when;
    };

    const World& world_;
    domain::plan::Breaker& breaker_;
    std::set<std::string> said_;
    std::map<domain::MessageId, Given> given_;
    std::set<domain::MessageId> left_;
};

} // namespace usecase
