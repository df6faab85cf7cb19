#pragma once

#include "app/cli/arguments.hpp"
#include "app/cli/output.hpp"
#include "app/cli/person.hpp"
#include "app/compose/account.hpp"
#include "app/compose/fault_injection.hpp"
#include "app/usecase/plan_file.hpp"
#include "ports/reporter.hpp"
#include "ports/result.hpp"

#include <memory>
#include <optional>
#include <stop_token>

namespace cli {

/// One run of one verb: what was asked for, where the answer goes, and the account once the verb
/// asks for it. A verb that needs no account touches no config file, no state and no lock.
class Call {
public:
    struct Surroundings {
        compose::Outside& outside;
        Output& out;
        ports::Reporter& reporter;
        std::stop_token stop;
        Person& person;
        compose::FaultInjection* simulation = nullptr; ///< `outside`, when that is simulated.
    };

    Call(Arguments arguments, Surroundings surroundings)
        : arguments_(std::move(arguments)), surroundings_(std::move(surroundings)) {}

    [[nodiscard]] const Arguments& arguments() const { return arguments_; }

    [[nodiscard]] compose::Outside& outside() const { return surroundings_.outside; }

    /// The world that --simulate plays; null for the real one.
    [[nodiscard]] compose::FaultInjection* simulation() const { return surroundings_.simulation; }

    [[nodiscard]] Output& out() const { return surroundings_.out; }

    [[nodiscard]] ports::Reporter& reporter() const { return surroundings_.reporter; }

    [[nodiscard]] Person& person() const { return surroundings_.person; }

    [[nodiscard]] const std::stop_token& stop() const { return surroundings_.stop; }

    /// Config file, variables and flags, read at the first call; warnings go to the reporter.
    ports::Result<const config::Loaded*> settings();
    /// The account with its state open, made at the first call. `reconnect`: how hard its
    /// connection is to be kept.
    ports::Result<compose::Account*> account(
        compose::StateUse use,
        const imap::supervise::Policy& reconnect = imap::supervise::command_policy()
    );

    /// The plan that the operand names (a file or an id), else the last one.
    ports::Result<usecase::PlanFile> plan(compose::StateUse use);

private:
    Arguments arguments_;
    Surroundings surroundings_;
    std::optional<config::Loaded> settings_;
    std::unique_ptr<compose::Account> account_;
};

} // namespace cli
