#pragma once

#include "ports/clock.hpp"
#include "ports/reporter.hpp"
#include "ports/state_store.hpp"

#include <optional>

namespace usecase {

/// Passes everything on, and keeps the connection's ups and downs in the state on the way: what
/// `log` and `status` tell of it.
class FlightLog final : public ports::Reporter {
public:
    FlightLog(ports::Reporter& next, ports::StateStore& state, const ports::Clock& clock)
        : next_(next), state_(state), clock_(clock) {}

    void report(const ports::Event& event) override;

private:
    ports::Result<void> keep(const ports::ConnectionEvent& event);

    ports::Reporter& next_;
    ports::StateStore& state_;
    const ports::Clock& clock_;
    std::optional<domain::Timestamp> lost_; ///< When the last connection of this run was lost.
    bool failed_ = false;                   ///< Said once: history is no reason to end a run.
};

} // namespace usecase
