#pragma once

#include "ports/result.hpp"

#include <list>
#include <optional>
#include <stop_token>

namespace memory {

/// The calls of a mail store that can be made to fail.
enum class Call : unsigned char {
    folders,
    open,
    uids,
    fetch,
    fetch_changes,
    await_news,
    change,
    create_labels,
    close
};

/// A failure that strikes once.
struct Fault {
    Call call = Call::fetch;
    unsigned calls_before = 0; ///< How many such calls still succeed.
    unsigned items_before = 0; ///< How many items of the failing call still reach the sink.
    bool lost_answer = false;  ///< For `change`: one delta more is written, but not observed.
    ports::Failure failure{ports::FailureKind::connection_lost, "The connection was lost", {}, {}};
};

/// A call in progress: yields items until its fault strikes or its stop token is asked for.
class CallInProgress {
public:
    CallInProgress(std::optional<Fault> fault, std::stop_token stop);

    /// Asked before each item.
    ports::Result<void> next_item();
    /// Asked when all items are out: a fault that was planned for later strikes now.
    [[nodiscard]] ports::Result<void> finish() const;

    [[nodiscard]] bool writes_once_more() const { return fault_ && fault_->lost_answer; }

private:
    std::optional<Fault> fault_;
    std::stop_token stop_;
    unsigned yielded_ = 0;
};

/// The faults that a test planned, each until it has struck.
class FaultPlan {
public:
    void add(Fault fault) { faults_.push_back(std::move(fault)); }

    CallInProgress begin(Call call, std::stop_token stop);

private:
    std::optional<Fault> due(Call call);

    std::list<Fault> faults_;
};

} // namespace memory
