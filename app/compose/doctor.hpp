#pragma once

#include "adapters/config/load.hpp"
#include "app/compose/outside.hpp"
#include "app/usecase/doctor.hpp"
#include "ports/reporter.hpp"

#include <memory>
#include <stop_token>

namespace compose {

/// The way to the configured server over real sockets, for looking at it step by step.
std::unique_ptr<ports::ServerProbe>
server_probe(const config::Settings& settings, Outside& outside, ports::Reporter& reporter);

/// What is right and wrong with the configuration itself. `usable` is false when nothing further
/// can be examined with it.
struct ConfigExamined {
    usecase::Findings findings;
    bool usable = false;
};

ConfigExamined examine_config(const config::Loaded& loaded);

/// Everything: this machine, and the way to the mailbox. The settings have to be usable.
usecase::Findings examine_account(
    const config::Loaded& loaded,
    Outside& outside,
    ports::Reporter& reporter,
    const std::stop_token& stop
);

} // namespace compose
