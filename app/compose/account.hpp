#pragma once

#include "adapters/config/load.hpp"
#include "adapters/imap/supervise/policy.hpp"
#include "app/compose/outside.hpp"
#include "app/usecase/world.hpp"
#include "ports/mail_store.hpp"
#include "ports/mime_reader.hpp"
#include "ports/state_store.hpp"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace compose {

/// How a run uses the account's state: `write` takes the lock, `inspect` only looks.
enum class StateUse : unsigned char { write, inspect };

/// One account with its adapters, each made when it is first asked for. What is made here lives as
/// long as the account; a server that was reached is left politely at the end.
class Account {
public:
    struct Surroundings {
        Outside& outside;
        ports::Reporter& reporter;
        std::stop_token stop;
        /// Fault injection: called at each step of each transaction (see adapters/sqlite).
        std::function<void(std::string_view)> fault_point = {};
        imap::supervise::Policy reconnect = imap::supervise::command_policy();
    };

    /// Opens the state; connects to nothing.
    static ports::Result<std::unique_ptr<Account>>
    open(const config::Loaded& loaded, Surroundings surroundings, StateUse use);

    Account(const Account&) = delete;
    Account& operator=(const Account&) = delete;
    ~Account();

    /// As the user calls it.
    [[nodiscard]] const std::string& name() const { return loaded_.settings.address; }

    [[nodiscard]] const config::Loaded& loaded() const { return loaded_; }

    [[nodiscard]] usecase::World world();

    /// The mailbox; it connects at its first use.
    ports::Result<ports::MailStore*> mail();

private:
    struct Connection;

    Account(const config::Loaded& loaded, Surroundings surroundings);

    ports::Result<void> open_state(StateUse use);

    const config::Loaded& loaded_;
    Surroundings surroundings_;
    std::unique_ptr<ports::StateStore> state_;
    std::unique_ptr<Connection> connection_;
};

} // namespace compose
