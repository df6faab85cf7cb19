#pragma once

#include "app/usecase/plan.hpp"
#include "domain/plan/change.hpp"
#include "domain/plan/plan_text.hpp"
#include "ports/message_cache.hpp"

#include <map>
#include <span>
#include <string>
#include <utility>

namespace usecase {

/// A short id that no plan in the store has.
ports::Result<std::string> fresh_plan_id(
    ports::PlanStore& plans,
    const domain::plan::Basis& basis,
    const std::string& scope,
    domain::Timestamp now
);

/// Turns verdicts into a plan's text and its summary, one message at a time.
///
/// Flow: add, any number → finish.
class PlanBuilder {
public:
    PlanBuilder(domain::plan::PlanHead head, std::span<const ports::LabelCount> existing);

    void add(const domain::Message& message, const domain::classify::Verdict& verdict);
    PlanReport finish(domain::Bytes bytes_read);

private:
    using LineKey = std::pair<std::string, std::string>;

    void tally(const domain::classify::Verdict& verdict);
    void count(const domain::plan::Entry& entry, const domain::classify::Verdict& verdict);
    PlanLine& line(const std::string& source, const std::string& name);

    PlanReport report_;
    domain::plan::PlanWriter writer_;
    domain::plan::LabelNames names_;
    std::map<LineKey, PlanLine> lines_;
};

} // namespace usecase
