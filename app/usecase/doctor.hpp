#pragma once

#include "app/usecase/folders.hpp"
#include "domain/learning/gate.hpp"
#include "ports/clock.hpp"
#include "ports/secret_store.hpp"
#include "ports/server_probe.hpp"
#include "ports/state_store.hpp"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace usecase {

enum class Grade : unsigned char { good, warning, bad };

/// One line of the doctor's: what was looked at, what was found, and what mends it.
struct Finding {
    std::string_view topic;
    Grade grade = Grade::good;
    std::string sentence;
    std::string fix;              ///< Empty for a good one.
    ports::FailureKind kind = {}; ///< Of a bad one.
};

using Findings = std::vector<Finding>;

Finding bad(std::string_view topic, const ports::Failure& failure);

/// What the account consists of on this machine.
struct Patient {
    std::string account;
    std::string method; ///< "with a password", "by OAuth".
    std::string host;
    WorkingFolder folder;
    domain::learning::GatePolicy gate;
    domain::Bytes bytes_per_day;
    ports::SecretStore& secret;
    std::string why_there; ///< Why the secret is kept there.
    ports::Result<ports::StateStore*> state;
    ports::Result<domain::Bytes> free_disk; ///< Where the state is.
    bool private_memory = false;            ///< No core file and no debugger shows a secret.
};

/// Looks at everything that a run needs, from this machine to the mailbox. What cannot be looked at
/// because a step before it failed is left out. Changes nothing anywhere.
Findings examine(
    Patient& patient,
    ports::ServerProbe& server,
    const ports::Clock& clock,
    const std::stop_token& stop
);

/// The two halves of it: without and with a connection.
Findings examine_machine(Patient& patient, const ports::Clock& clock);
Findings examine_server(
    const Patient& patient,
    ports::ServerProbe& server,
    const ports::Clock& clock,
    const std::stop_token& stop
);

} // namespace usecase
