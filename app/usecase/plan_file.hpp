#pragma once

#include "domain/plan/plan.hpp"
#include "ports/result.hpp"
#include "ports/state_store.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace usecase {

using EntrySink = std::function<ports::Result<void>(domain::plan::Entry)>;

/// A plan's text that was read to its end once and found whole, so that entries can be taken from
/// it without keeping them all.
class PlanFile {
public:
    /// Refuses (bad_input) a text that is cut, damaged, or not a plan.
    static ports::Result<PlanFile> parse(std::string text);
    /// The plan of that id, or the last one when the id is empty.
    static ports::Result<PlanFile> load(ports::PlanStore& plans, const std::string& id);

    [[nodiscard]] const domain::plan::PlanHead& head() const { return head_; }

    [[nodiscard]] const domain::plan::PlanTail& tail() const { return tail_; }

    [[nodiscard]] std::uint64_t entries() const { return entries_; }

    [[nodiscard]] std::string_view text() const { return text_; }

    [[nodiscard]] ports::Result<void> for_each(const EntrySink& sink) const;

private:
    PlanFile() = default;

    std::string text_;
    domain::plan::PlanHead head_;
    domain::plan::PlanTail tail_;
    std::uint64_t entries_ = 0;
};

} // namespace usecase
