#include "adapters/memory/fault_plan.hpp"

#include <algorithm>
#include <utility>

namespace memory {

using ports::Result;

CallInProgress::CallInProgress(std::optional<Fault> fault, std::stop_token stop)
    : fault_{std::move(fault)}, stop_{std::move(stop)} {}

Result<void> CallInProgress::next_item() {
    if (fault_ && yielded_ >= fault_->items_before) {
        return ports::fail(fault_->failure);
    }
    if (stop_.stop_requested()) {
        return ports::fail(ports::FailureKind::interrupted, "Stopped");
    }
    ++yielded_;
    return {};
}

Result<void> CallInProgress::finish() const {
    return fault_ ? Result<void>{ports::fail(fault_->failure)} : Result<void>{};
}

CallInProgress FaultPlan::begin(Call call, std::stop_token stop) {
    return {due(call), std::move(stop)};
}

std::optional<Fault> FaultPlan::due(Call call) {
    const auto fault = std::ranges::find(faults_, call, &Fault::call);
    if (fault == faults_.end()) {
        return std::nullopt;
    }
    if (fault->calls_before > 0) {
        --fault->calls_before;
        return std::nullopt;
    }
    Fault struck = std::move(*fault);
    faults_.erase(fault);
    return struck;
}

} // namespace memory
